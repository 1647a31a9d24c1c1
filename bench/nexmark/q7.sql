-- The highest bid of every ten seconds.
SELECT b.auction, b.bidder, b.price, b.`dateTime`, b.extra
FROM bid AS b
JOIN (
  SELECT MAX(price) AS highest, window_end AS ends
  FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(`dateTime`), INTERVAL '10' SECOND))
  GROUP BY window_start, window_end) AS h
ON b.price = h.highest
WHERE b.`dateTime` BETWEEN h.ends - INTERVAL '10' SECOND AND h.ends;
