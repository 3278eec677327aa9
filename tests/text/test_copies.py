from repair.text.blocks import split_blocks
from repair.text.copies import copies

LONG = "The harbour pilots refused another shift because nobody had mended the lights."


def found(*lines):
    return [tuple(copy) for copy in copies(split_blocks("\n\n".join(lines)))]


def test_equal_blocks_point_at_the_first():
    assert found(LONG, "Rain fell all day.", LONG, LONG) == [(0, 2, "same"), (0, 3, "same")]


def test_short_lines_are_left_alone():
    assert found("Read more", LONG, "Read more") == []


def test_marks_and_case_aside():
    assert found(LONG, LONG.upper().rstrip(".")) == []  # capitals share no word as spelt
    assert found(LONG, f"“{LONG}”") == [(0, 1, "same")]


def test_inside_and_around():
    assert found(LONG, f"{LONG} They went home at noon.") == [(0, 1, "around")]
    assert found(f"{LONG} They went home at noon.", LONG) == [(0, 1, "inside")]


def test_another_number_or_name_makes_another_block():
    assert (
        found(
            "Ada Quill scored twice in the second half on Monday evening.", "Ida Quill scored twice in the second half on Monday evening."
        )
        == []
    )


def test_many_blocks_take_linear_time():
    copies(split_blocks("\n".join([LONG, "walk " * 400] * 3000)))
