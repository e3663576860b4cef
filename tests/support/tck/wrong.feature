# Scenarios that ask for what must not come. The runner plays them first: one that passes shows that it is blind there.

Feature: Wrong - What a strict comparator refuses

  Scenario: [1] An integer for a float
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x   |
      | 1.0 |

  Scenario: [2] A float for an integer
    When executing query:
      """
      RETURN 1.0 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: [3] A string for a number
    When executing query:
      """
      RETURN '1' AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: [4] Rows in another order
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN x
      """
    Then the result should be, in order:
      | x |
      | 2 |
      | 1 |

  Scenario: [5] A row too many
    When executing query:
      """
      UNWIND [1, 1] AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |

  Scenario: [6] A row too few
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |

  Scenario: [7] Columns in another order
    When executing query:
      """
      RETURN 1 AS x, 1 AS y
      """
    Then the result should be, in any order:
      | y | x |
      | 1 | 1 |

  Scenario: [8] A list in another order
    When executing query:
      """
      RETURN [1, 2] AS x
      """
    Then the result should be, in any order:
      | x      |
      | [2, 1] |

  Scenario: [9] Another list, where the order of elements is ignored
    When executing query:
      """
      RETURN [1, 2, 2] AS x
      """
    Then the result should be (ignoring element order for lists):
      | x         |
      | [1, 1, 2] |

  Scenario: [10] A node with a label too many
    When executing query:
      """
      CREATE (n:A:B) RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |

  Scenario: [11] A relation with a property too few
    When executing query:
      """
      CREATE ()-[r:T]->() RETURN r
      """
    Then the result should be, in any order:
      | r           |
      | [:T {x: 1}] |

  Scenario: [12] A path that runs the other way
    When executing query:
      """
      CREATE p = (:A)-[:T]->(:B) RETURN p
      """
    Then the result should be, in any order:
      | p                   |
      | <(:A)<-[:T]-(:B)> |

  Scenario: [13] A map with another key
    When executing query:
      """
      RETURN {a: 1} AS x
      """
    Then the result should be, in any order:
      | x      |
      | {b: 1} |

  Scenario: [14] Null for NaN
    When executing query:
      """
      RETURN 0.0 / 0.0 AS x
      """
    Then the result should be, in any order:
      | x    |
      | null |

  Scenario: [15] Rows where none should be
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be empty

  Scenario: [16] A side effect that nothing asks for
    When executing query:
      """
      CREATE (n {x: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 1 |

  Scenario: [17] A side effect where none should be
    When executing query:
      """
      CREATE ()
      """
    Then the result should be empty
    And no side effects

  Scenario: [18] A side effect that does not come
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: [19] Another type of error
    When executing query:
      """
      RETURN x
      """
    Then a SemanticError should be raised at compile time: UndefinedVariable

  Scenario: [20] An error in another phase
    When executing query:
      """
      RETURN x
      """
    Then a SyntaxError should be raised at runtime: UndefinedVariable

  Scenario: [21] An error with another detail
    When executing query:
      """
      RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: [22] An error where a result should be
    When executing query:
      """
      RETURN x
      """
    Then the result should be, in any order:
      | x |

  Scenario: [23] A result where an error should be
    When executing query:
      """
      RETURN 1 AS x
      """
    Then a SyntaxError should be raised at any time: *

  Scenario: [24] An error that no step looks at
    When executing query:
      """
      RETURN x
      """

  Scenario: [25] A wrong control query
    When executing query:
      """
      CREATE (:A)
      """
    Then the result should be empty
    When executing control query:
      """
      MATCH (n) RETURN count(n) AS n
      """
    Then the result should be, in any order:
      | n |
      | 2 |

  Scenario: [26] A set-up that fails
    Given an empty graph
    And having executed:
      """
      RETURN x
      """

  Scenario: [27] A step that says nothing known
    Given a graph of which nothing is known

  Scenario Outline: [28] A wrong example
    When executing query:
      """
      RETURN <given> AS x
      """
    Then the result should be, in any order:
      | x        |
      | <wanted> |

    Examples:
      | given | wanted |
      | true  | false  |
      | 'a'   | 'A'    |
