"""A loaded model: bodies in, predictions out."""

from collections.abc import Callable
from functools import partial

from ..algorithm import Algorithm, Matrix, Output, Predict
from ..errors import BadCellsError
from ..features.encoder import Encoder
from ..model_store import Model
from ..quick.reader import QuickReader
from ..table.content_type import CSV, MediaType
from .payload import read_payload


class Scorer:
    """`reads` are the content types it takes; `quicken` finds a faster `predict`, if any."""

    def __init__(
        self,
        encoder: Encoder,
        predict: Predict,
        reads: tuple[str, ...],
        quicken: Callable[[], Predict | None] | None = None,
    ) -> None:
        self.encoder = encoder
        self.predict = predict
        self.reads = reads
        self._quicken = quicken
        self._quick = QuickReader(encoder)

    def warm(self) -> None:
        """Takes seconds, and makes everything faster from then on."""
        if self._quicken is not None:
            self.predict = self._quicken() or self.predict
        self._quick.warm()

    def matrix(self, media: MediaType, body: bytes) -> Matrix:
        """The body's rows as the model sees them.

        Raises:
            InputError: naming rows and columns that cannot be read.
        """
        if media.type == CSV:
            matrix = self._quick.matrix(body, media.header)
            if matrix is not None:
                return matrix
        table = read_payload(self.encoder, media, body)
        cells = dict(zip(table.names, table.columns, strict=True))
        return self.encoder.encode(self.encoder.read(cells))

    def score(self, media: MediaType, body: bytes) -> Output:
        """One output for each row of the body.

        Raises:
            InputError: naming rows and columns that cannot be read or predicted.
        """
        try:
            return self.predict(self.matrix(media, body))
        except BadCellsError as error:
            names = [feature.column.name for feature in self.encoder.used]
            raise error.named(names) from error


def open_scorer(algorithm: Algorithm, model: Model) -> Scorer:
    """What serves a loaded model.

    Raises:
        InputError: its arrays are none that the algorithm made.
    """
    encoder = model.encoder
    algorithm.check(model.arrays, len(encoder.used), len(encoder.classes))
    predict = partial(algorithm.predict, model.arrays)
    return Scorer(encoder, predict, algorithm.reads, partial(algorithm.quicken, model.arrays))
