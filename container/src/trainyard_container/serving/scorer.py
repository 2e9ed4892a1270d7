"""A loaded model: bodies in, predictions out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from ..algorithm import Algorithm, Matrix, Output, Predict
from ..errors import BadCellsError
from ..features.encoder import Encoder
from ..model_store import Model
from ..quick.reader import QuickReader
from ..table.content_type import CSV, MediaType
from .payload import read_payload


@dataclass(frozen=True, slots=True)
class Scorer:
    """`reads` are the content types it takes. `speed_up` makes `predict` faster, if it can be."""

    encoder: Encoder
    predict: Predict
    reads: tuple[str, ...]
    speed_up: Callable[[], None] | None = None
    _quick: QuickReader = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_quick", QuickReader(self.encoder))

    def warm(self) -> None:
        """Takes seconds, and makes everything faster from then on."""
        if self.speed_up is not None:
            self.speed_up()
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
    return Scorer(
        encoder, partial(algorithm.predict, model.arrays), algorithm.reads, algorithm.warm
    )
