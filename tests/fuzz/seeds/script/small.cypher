CREATE INDEX exported FOR (n:exported) ON (n.exported);
CREATE
  (:Person {key: 'kirov', name: 'Kirov', born: date('1886-03-27'), aliases: ['Kostrikov']}),
  (:Body:exported {name: 'Leningrad', size: 3.5, exported: 0}),
  (:Person {key: 'stalin', name: 'Stalin', happy: true});
MATCH
  (n0:exported {exported: 0})
CREATE
  (@kirov)-[:led {valid: period('1926/1934'), sources: ['x']}]->(n0),
  (@kirov)-[:knew {sign: -1}]->(@stalin);
MATCH (n:exported) REMOVE n:exported, n.exported;
DROP INDEX exported;
