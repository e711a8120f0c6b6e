import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skills_app.vault.crypto.padding import (
    FLOOR,
    LENGTH,
    lengths_padded_to,
    pad,
    padded_size,
    padme,
    unpad,
)
from skills_app.vault.crypto.sealing import SealError

sizes = st.integers(0, 2_000_000)


@given(st.binary(max_size=5000))
@example(b"")
def test_what_is_padded_comes_back(text: bytes) -> None:
    padded = pad(text)
    assert unpad(padded) == text
    assert len(padded) == padded_size(len(text)) >= FLOOR


@given(sizes)
def test_padding_adds_at_most_an_eighth(size: int) -> None:
    assert size <= padme(size) <= size * 1.12 + 1
    assert padme(padme(size)) == padme(size)


@given(sizes)
def test_a_longer_text_is_never_padded_shorter(size: int) -> None:
    assert padded_size(size) <= padded_size(size + 1)


@pytest.mark.parametrize(
    ("length", "size"),
    [(0, 1024), (1020, 1024), (1021, 1088), (1084, 1088), (1085, 1152), (9996, 10240)],
)
def test_sizes_are_exact_at_the_boundaries(length: int, size: int) -> None:
    assert padded_size(length) == size == len(pad(bytes(length)))


@pytest.mark.parametrize(("size", "padded"), [(0, 0), (1, 1), (2, 2), (9, 10), (1000, 1024)])
def test_padme_follows_its_paper(size: int, padded: int) -> None:
    assert padme(size) == padded


@given(st.binary(max_size=1500), st.data())
def test_padding_that_is_not_zeros_is_refused(text: bytes, data: st.DataObject) -> None:
    padded = bytearray(pad(text))
    end = LENGTH.size + len(text)
    if end == len(padded):
        return
    place = data.draw(st.integers(end, len(padded) - 1))
    padded[place] = data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        unpad(bytes(padded))


@given(st.binary(max_size=1500), st.integers(0, 2**32 - 1))
def test_another_length_field_is_refused_or_reads_other_text(text: bytes, length: int) -> None:
    padded = LENGTH.pack(length) + pad(text)[LENGTH.size :]
    try:
        assert len(unpad(padded)) == length
    except SealError:
        assert length != len(text)


@given(st.binary(max_size=1500), st.integers(1, 200))
def test_longer_and_shorter_padding_is_refused(text: bytes, by: int) -> None:
    padded = pad(text)
    with pytest.raises(SealError):
        unpad(padded + bytes(by))
    with pytest.raises(SealError):
        unpad(padded[:-by])


@pytest.mark.parametrize("junk", [b"", b"\0\0\0", b"\0" * 4, b"\xff" * 1024])
def test_junk_is_refused(junk: bytes) -> None:
    with pytest.raises(SealError):
        unpad(junk)


def test_every_size_up_to_a_million_has_the_lengths_that_make_it() -> None:
    """Padded sizes are looked up by size when opening; both ways have to agree everywhere."""
    expected = 0
    for size in sorted({padded_size(length) for length in range(0, 1_000_000, 7)}):
        lengths = lengths_padded_to(size)
        assert lengths.start == expected, "no length is left out, and none fits two sizes"
        assert padded_size(lengths.start) == padded_size(lengths.stop - 1) == size
        assert padded_size(lengths.stop) > size
        expected = lengths.stop


@given(sizes)
def test_a_size_that_is_never_made_fits_no_length(size: int) -> None:
    lengths = lengths_padded_to(size)
    assert bool(lengths) is (size >= FLOOR and padme(size) == size)
    assert all(padded_size(length) == size for length in [*lengths[:1], *lengths[-1:]])


@pytest.mark.parametrize("size", [1024, 1088, 1152, 2048, 2176, 4096, 4352, 10240, 65536, 67584])
def test_the_lengths_of_a_size_are_those_that_pad_makes_it_of(size: int) -> None:
    lengths_padded_to.cache_clear()
    lengths = lengths_padded_to(size)
    assert lengths.stop == size - LENGTH.size + 1
    assert padded_size(lengths[0]) == padded_size(lengths[-1]) == size
    assert lengths[0] == 0 or padded_size(lengths[0] - 1) < size
    assert padded_size(lengths[-1] + 1) > size
