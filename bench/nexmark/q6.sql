-- For each seller the average of the last ten highest bids. Flink has no OVER on rows that change.
SELECT seller,
  AVG(price) OVER (PARTITION BY seller ORDER BY `dateTime` ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) AS average
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY id, seller ORDER BY price DESC) AS place
  FROM (
    SELECT a.id, a.seller, b.price, b.`dateTime`
    FROM auction AS a JOIN bid AS b ON a.id = b.auction
    WHERE b.`dateTime` BETWEEN a.`dateTime` AND a.expires))
WHERE place <= 1;
