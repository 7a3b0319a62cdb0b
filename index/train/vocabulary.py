"""One vocabulary for three languages: pieces of words after folding, the folding inside the tokenizer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from ingest.script import CYRILLIC, LATIN

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# The letters that fold() writes out besides the Serbian ones.
_SPELLED = {"đ": "dj", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ı": "i"}
# Signs that bad scans leave inside words; without a piece of their own the whole word would be unknown.
_SCAN_SIGNS = "¢€£°©®|~"
_PIECE = re.compile(r"(##)?[a-z0-9]+")
_LABOUR_WORDS = Path(__file__).parent / "labour-words.txt"
# English pieces up to here are its everyday words (the list is ordered by frequency); a rarer piece
# is kept when the training texts use it.
_EVERYDAY = 12_000


def folding() -> normalizers.Normalizer:
    """`ingest.script.fold` as a tokenizer's normalizer, so that a saved model folds by itself.

    >>> folding().normalize_str("ГОДИШЊИ одмор, Đurđevdan")
    'godisnji odmor, djurdjevdan'
    """
    latin = [normalizers.Replace(c, spelled) for c, spelled in zip(CYRILLIC, LATIN, strict=True)]
    spelled = [normalizers.Replace(letter, text) for letter, text in _SPELLED.items()]
    plain = [normalizers.NFKD(), normalizers.StripAccents()]
    return normalizers.Sequence([*plain, normalizers.Lowercase(), *latin, *spelled, *plain])


def slavic_pieces(texts: Iterable[str], size: int) -> list[str]:
    """The pieces that spell the given texts shortest, learnt by pair merging, most frequent first."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = folding()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=list(SPECIAL), limit_alphabet=400, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [piece for piece, _ in pieces if piece not in SPECIAL]


def english_pieces(texts: Iterable[str], teacher: Tokenizer) -> list[str]:
    """The pieces of the English model that everyday English, these texts or labour law need."""
    labour = [line for line in _LABOUR_WORDS.read_text("utf-8").splitlines() if not line.startswith("#")]
    used: Counter[int] = Counter()
    for encoding in teacher.encode_batch([*texts, *labour * 3], add_special_tokens=False):
        used.update(encoding.ids)
    pieces = sorted(teacher.get_vocab().items(), key=lambda item: item[1])
    return [p for p, i in pieces if _PIECE.fullmatch(p) and (i < _EVERYDAY or used[i] >= 3)]


def tokenizer_of(pieces: Iterable[str]) -> Tokenizer:
    """A tokenizer over these pieces; letters, digits and scan signs are always among them.

    >>> t = tokenizer_of(["dopust", "##a", "letni"])
    >>> t.encode("Летни допуста", add_special_tokens=False).tokens
    ['letni', 'dopust', '##a']
    """
    signs = [*"abcdefghijklmnopqrstuvwxyz0123456789", *_SCAN_SIGNS]
    marks = [chr(c) for c in range(33, 127) if not chr(c).isalnum()] + [*"«»„”“’‘–—…§•·×"]
    order = dict.fromkeys([*SPECIAL, *signs, *("##" + s for s in signs), *marks, *pieces])
    vocabulary = {piece: number for number, piece in enumerate(order)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = folding()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=ends
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer
