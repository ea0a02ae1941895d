package io.serai.processors.frontend;

import io.serai.api.error.CallerException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import org.jspecify.annotations.Nullable;

/** What a value in a request has to be. */
@FunctionalInterface
public interface Rule {

    /** Returns if the value at this place is as it has to be, breaks with a {@link CallerException} that names the place if not. */
    void check(@Nullable Object value, Path path);

    /** Both rules, this one first. */
    default Rule and(Rule other) {
        return (value, path) -> {
            check(value, path);
            other.check(value, path);
        };
    }

    /** The refusal of a value; tells of what kind it is, never what it says. */
    static SeraiException refusal(Path path, String expected, @Nullable Object found) {
        String where = path.toString();
        return CallerException.badField(
                where,
                (where.isEmpty() ? "The request body" : "`" + where + "`") + " must be " + expected + ", found "
                        + Json.kindOf(found) + ".");
    }
}
