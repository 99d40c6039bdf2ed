// What of a hostile message is left for a page anybody may open.
import { describe, expect, it } from 'vitest';
import { harmlessHtml } from './harmless-html.js';

const clean = (html: string) => harmlessHtml(html, { images: 'https://letters.example/m/', imagePath: '/m/' });

describe('harmlessHtml', () => {
  it.each([
    ['<p>a<script>alert(1)</script>b</p>', '<p>ab</p>'],
    ['<svg><style><img src=x onerror=alert(1)></style></svg>x', 'x'],
    ['<a href=" javascript:alert(1)">x</a>', '<a href="#" rel="nofollow noopener noreferrer">x</a>'],
    ['<a href="//evil.example">x</a>', '<a href="#" rel="nofollow noopener noreferrer">x</a>'],
    [
      '<b onclick="x" id="main" class="y" style="color:red;background:url(https://t.example/a)">x</b>',
      '<b style="color:red">x</b>',
    ],
    ['<i style="position:fixed;top:0;color:&#92;75rl(x)">x</i>', '<i style="top:0">x</i>'],
    ['<img src="https://t.example/o.gif" alt="A <dot>">', 'A &lt;dot&gt;'],
    ['<img src="https://letters.example/m/a.png" width=9 onload=x>', '<img src="/m/a.png" alt="" width="9">'],
    ['<img src="https://letters.example/m/../u/x" alt="n">', 'n'],
    ['<table><tr><td>x', '<table><tr><td>x</td></tr></table>'],
    ['</div></main><form action=/u/x><button>Go</button>y</form>z', 'z'],
    ['<h1>x</h1>&lt;script&gt;', '<h2>x</h2>&lt;script&gt;'],
    ['<iframe src=x></iframe><base href=x><meta http-equiv=refresh><link rel=stylesheet href=x>t', 't'],
    ["<p title='\"><script>'>x</p>", '<p title="&quot;&gt;&lt;script&gt;">x</p>'],
    ['<!-- <script> -->a<![CDATA[<b>]]>', 'a'],
  ])('%s', (html, left) => {
    expect(clean(html)).toBe(left);
  });
});
