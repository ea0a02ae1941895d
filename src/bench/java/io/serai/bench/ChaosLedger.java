package io.serai.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What the ledger in SQL shows in the end. */
record ChaosLedger(Map<String, Integer> charged, long open, long reserved) {

    /**
     * Reads it.
     *
     * @return {@code charged}: by request, how many calls of a provider are charged; {@code open}: calls that have not ended; {@code
     *     reserved}: nano-dollars that are still set aside
     */
    static ChaosLedger read(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Map<String, Integer> charged = new HashMap<>();
            try (ResultSet rows = statement.executeQuery(
                    "select request, count(distinct call) from ledger where kind = 'settle' group by request")) {
                while (rows.next()) {
                    charged.put(rows.getString(1), rows.getInt(2));
                }
            }
            return new ChaosLedger(
                    charged,
                    number(statement, "select count(*) from ledger_open"),
                    number(statement, "select coalesce(sum(reserved), 0) from ledger"));
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
