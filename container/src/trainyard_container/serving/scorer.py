"""A loaded model: bodies in, predictions out."""

from dataclasses import dataclass
from functools import partial

from ..algorithm import Algorithm, Matrix, Output, Predict
from ..errors import BadCellsError
from ..features.encoder import Encoder
from ..model_store import Model
from ..table.content_type import MediaType
from .payload import read_payload


@dataclass(frozen=True, slots=True)
class Scorer:
    """`reads` are the content types it takes."""

    encoder: Encoder
    predict: Predict
    reads: tuple[str, ...]

    def matrix(self, media: MediaType, body: bytes) -> Matrix:
        """The body's rows as the model sees them.

        Raises:
            InputError: naming rows and columns that cannot be read.
        """
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
    return Scorer(encoder, partial(algorithm.predict, model.arrays), algorithm.reads)
