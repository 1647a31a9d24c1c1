import { useState } from 'preact/hooks';
import { t } from './i18n';

const TOKENS =
  /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|(`[^`]*`|"[^"]*")|(\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|([A-Za-z_][A-Za-z0-9_$]*)/g;

const KEYWORDS = new Set(
  `ALL AND AS ASC BETWEEN BY CASE CAST CREATE CROSS CUMULATE CURRENT DATE DAY DESC DESCRIPTOR DISTINCT ELSE END EXCEPT
  EXISTS EXTRACT FALSE FETCH FILTER FIRST FOLLOWING FOR FROM FULL GROUP HAVING HOP HOUR IN INNER INSERT INTERSECT
  INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT MATCH_RECOGNIZE MINUTE MODEL MONTH NOT NULL OF OFFSET ON OR ORDER
  OUTER OVER PARTITION PRECEDING RANGE RIGHT ROW ROWS SECOND SELECT SESSION SET SIZE SLIDE STRING SYSTEM_TIME TABLE
  THEN TIME TIMESTAMP TO TRUE TUMBLE UNBOUNDED UNION UNNEST USING VALUES VIEW WATERMARK WHEN WHERE WINDOW WITH WITHIN
  YEAR`.split(/\s+/),
);

function parts(sql: string): { text: string; kind: string }[] {
  const result: { text: string; kind: string }[] = [];
  let end = 0;
  for (const match of sql.matchAll(TOKENS)) {
    if (match.index > end) result.push({ text: sql.slice(end, match.index), kind: '' });
    end = match.index + match[0].length;
    const [text, comment, string, quoted, number, word] = match;
    const kind = comment
      ? 'comment'
      : string
        ? 'string'
        : number
          ? 'number'
          : quoted
            ? ''
            : word && KEYWORDS.has(word.toUpperCase())
              ? 'keyword'
              : sql[end] === '('
                ? 'function'
                : '';
    result.push({ text, kind });
  }
  result.push({ text: sql.slice(end), kind: '' });
  return result;
}

/** The statement as written, coloured. */
export function SqlText({ sql }: { sql: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(sql).then(() => {
      setCopied(true);
      window.setTimeout(() => setCopied(false), 2000);
    });
  };
  return (
    <div class="sqlBox">
      <pre class="scroll" tabIndex={0}>
        <code>
          {parts(sql.trim()).map((part, i) => (
            <span key={i} class={part.kind}>
              {part.text}
            </span>
          ))}
        </code>
      </pre>
      <button type="button" class="copy" onClick={copy}>
        {copied ? t('copied') : t('copy')}
      </button>
    </div>
  );
}
