from repair.engine.guard import lost_facts
from repair.text.article import Article
from repair.text.blocks import removal
from repair.text.span import Span

QUOTED = "“Nobody in Orlsby shall pay,” the mayor said."


def test_quoted_words_that_a_copy_keeps_are_not_lost():
    article = Article(f"{QUOTED}\n\nIt rained.\n\n{QUOTED}\n")
    edit = removal(article.text, article.blocks[2])
    assert lost_facts(article, [edit], [article.blocks[0].span]) == []
    assert lost_facts(article, [edit]) != []


def test_what_goes_itself_is_no_witness():
    article = Article(f"{QUOTED}\n\nIt rained.\n")
    edit = removal(article.text, article.blocks[0])
    assert lost_facts(article, [edit], [Span(0, len(QUOTED))]) != []
