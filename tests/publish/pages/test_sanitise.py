import pytest

from sourcewise.publish.pages.sanitise import cleaner


def clean(html, *, headings=False, ids=None):
    return cleaner(set() if ids is None else ids, headings=headings)(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>plain “text” &lt;b&gt; &amp;amp;</p>",
        '<a href="#finding-a.b:c">link</a>',
        '<details open><summary>s</summary><p class="sw-say mathjax_ignore" dir="auto">t</p></details>',
        '<table><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>',
        '<img src="data:image/png;base64,iVBORw0K" alt="dots">',
        "<ul><li>one</li></ul>",
    ],
)
def test_structure_and_text_stay_as_they_are(html):
    assert clean(html) == html


@pytest.mark.parametrize(
    ("html", "out"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<style>p { color: red }</style>a", "a"),
        ("<p onclick='alert(1)' style='position:fixed'>a</p>", "<p>a</p>"),
        ("<a href='javascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='jav&#x09;ascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='https://x.example'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,<script>alert(1)</script>'>a</a>", "<a>a</a>"),
        ("<img src='http://x.example/y.png' alt='a &lt;b&gt;'>", "a &lt;b&gt;"),
        ("<img src='data:image/svg+xml;base64,AAAA' alt='s'>", "s"),
        ("<iframe src='http://x.example'></iframe>a", "a"),
        ("<svg><script>alert(1)</script><text>x</text></svg>a", "a"),
        ("<form action='http://x.example'><button>go</button></form>", "go"),
        ("<meta http-equiv='refresh' content='0;url=http://x.example'>a", "a"),
        ("<base href='http://x.example'><link rel='stylesheet' href='http://x.example'>a", "a"),
        ("<p class='skip'>a</p>", "<p>a</p>"),
        ("</div></section></main>a", "a"),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "'&gt;"),
        ("<!-- <script>alert(1)</script> -->a", "a"),
        ("<h2>mine</h2>", "<p>mine</p>"),
    ],
)
def test_what_acts_or_calls_out_goes(html, out):
    assert clean(html).strip() == out


def test_headings_stay_where_they_are_wanted():
    assert clean("<h2>mine</h2>", headings=True) == "<h2>mine</h2>"


def test_an_id_stands_once_in_a_page():
    ids = {"content"}
    assert clean('<p id="content">a</p><p id="b">c</p>', ids=ids) == '<p>a</p><p id="b">c</p>'
    assert clean('<p id="b">d</p>', ids=ids) == "<p>d</p>"
    assert ids == {"content", "b"}
