-- The winning bid of each auction.
SELECT id, itemName, seller, category, auction, bidder, price, bidTime
FROM (
  SELECT a.id, a.itemName, a.seller, a.category, b.auction, b.bidder, b.price, b.`dateTime` AS bidTime,
    ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.`dateTime` ASC) AS place
  FROM auction AS a JOIN bid AS b ON a.id = b.auction
  WHERE b.`dateTime` BETWEEN a.`dateTime` AND a.expires)
WHERE place <= 1;
