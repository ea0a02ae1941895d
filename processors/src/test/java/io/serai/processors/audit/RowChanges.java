package io.serai.processors.audit;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Random;

/** Rows that differ in one column. */
final class RowChanges {

    private static final RecordComponent[] COLUMNS = StoredRow.class.getRecordComponents();

    private RowChanges() {}

    /** Another value in any column, the chain and the hash among them. */
    static StoredRow any(StoredRow row, Random random) {
        return changed(row, random.nextInt(COLUMNS.length), random);
    }

    /** Another value in any column that is hashed. */
    static StoredRow content(StoredRow row, Random random) {
        return changed(row, random.nextInt(COLUMNS.length - 1), random);
    }

    private static StoredRow changed(StoredRow row, int column, Random random) {
        Object value = values(row)[column];
        if (value instanceof String text) {
            String other = text.isEmpty() ? "x" : random.nextInt(4) == 0 ? text + "x" : Mutations.flipped(text, random);
            if (column == COLUMNS.length - 1 && random.nextInt(4) == 0 && !text.equals(text.toUpperCase())) {
                other = text.toUpperCase();
            }
            return set(row, column, other);
        }
        int more = 1 + random.nextInt(500);
        return set(
                row,
                column,
                value instanceof Integer version ? (Object) (version + more) : (Object) ((Long) value + more));
    }

    /** A refusal that becomes a leave, or the other way round. */
    static StoredRow decision(StoredRow row) {
        return set(row, 12, row.decision().equals("denied") ? "allowed" : "denied");
    }

    static StoredRow set(StoredRow row, int column, Object value) {
        Object[] values = values(row);
        values[column] = value;
        try {
            Class<?>[] types =
                    Arrays.stream(COLUMNS).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<StoredRow> constructor = StoredRow.class.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object[] values(StoredRow row) {
        return Arrays.stream(COLUMNS)
                .map(column -> {
                    try {
                        return column.getAccessor().invoke(row);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray();
    }
}
