"""A loaded model: bodies in, predictions out."""

from dataclasses import dataclass

from ..algorithm import Output, Predict
from ..errors import BadCellsError
from ..features.encoder import Encoder
from ..table.content_type import MediaType
from .payload import read_payload


@dataclass(frozen=True, slots=True)
class Scorer:
    """`reads` are the content types it takes."""

    encoder: Encoder
    predict: Predict
    reads: tuple[str, ...]

    def score(self, media: MediaType, body: bytes) -> Output:
        """One output for each row of the body.

        Raises:
            InputError: naming rows and columns that cannot be read or predicted.
        """
        table = read_payload(self.encoder, media, body)
        cells = dict(zip(table.names, table.columns, strict=True))
        matrix = self.encoder.encode(self.encoder.read(cells))
        try:
            return self.predict(matrix)
        except BadCellsError as error:
            names = [feature.column.name for feature in self.encoder.used]
            raise error.named(names) from error
