package io.serai.processors.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads rows and seals off results whose columns are in the order of the statements here. */
final class RowColumns {

    /** No name and no number looks like this. */
    private static final String NULL = "\u0000";

    private RowColumns() {}

    static StoredRow row(ResultSet result) throws SQLException {
        return new StoredRow(
                text(result, 1),
                result.getLong(2),
                result.getInt(3),
                result.getLong(4),
                text(result, 5),
                text(result, 6),
                text(result, 7),
                text(result, 8),
                text(result, 9),
                text(result, 10),
                text(result, 11),
                text(result, 12),
                text(result, 13),
                text(result, 14),
                text(result, 15),
                text(result, 16),
                text(result, 17));
    }

    static Seal seal(ResultSet result) throws SQLException {
        return new Seal(
                text(result, 1),
                result.getLong(2),
                result.getLong(3),
                result.getLong(4),
                text(result, 5),
                text(result, 6),
                result.getLong(7),
                text(result, 8),
                text(result, 9));
    }

    /** Somebody who changes rows may have dropped the constraints before. */
    private static String text(ResultSet result, int column) throws SQLException {
        @Nullable String text = result.getString(column);
        return text == null ? NULL : text;
    }
}
