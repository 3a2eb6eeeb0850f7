from briefs.paragraphs import Block, blocks_of


def test_lines_with_a_bullet_are_a_list_and_gaps_part_paragraphs():
    blocks = blocks_of("One.\nTwo.\n\n\nThree.\n• a\n •  b\n- c")

    assert blocks == [Block("One.\nTwo."), Block("Three."), Block(entries=["a", "b"]), Block("- c")]


def test_nothing_is_no_block():
    assert blocks_of(" \n\n") == []
