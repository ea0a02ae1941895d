package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import java.util.Optional;

/** What has become of a change. */
public sealed interface Outcome<T> {

    /** It was made; this is how things are now, or were before they went. */
    record Done<T>(T value) implements Outcome<T> {}

    /** There is nothing with that id in that tenant. */
    record Absent<T>() implements Outcome<T> {}

    /**
     * Somebody else has changed it since.
     *
     * @param version that it has now
     */
    record Stale<T>(long version) implements Outcome<T> {}

    /**
     * Something else has that already.
     *
     * @param field that must be unique
     */
    record Taken<T>(String field) implements Outcome<T> {}

    /**
     * It can't be, as things are.
     *
     * @param reason fit for clients
     */
    record Refused<T>(String reason) implements Outcome<T> {}

    /** What is there now, where the change was made. */
    default Optional<T> done() {
        return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }

    /**
     * The same.
     *
     * @throws CallerException {@code caller_not_found} or {@code caller_conflict} where it was not made
     */
    default T orThrow() {
        if (this instanceof Done<T> done) {
            return done.value();
        }
        if (this instanceof Absent) {
            throw new CallerException(ErrorKind.CALLER_NOT_FOUND, "There is nothing with this id.");
        }
        if (this instanceof Taken<T> taken) {
            throw new CallerException(ErrorKind.CALLER_CONFLICT, "This " + taken.field() + " is taken.")
                    .withParam(taken.field());
        }
        String reason = this instanceof Refused<T> refused ? refused.reason() : "It has been changed in the meantime.";
        throw new CallerException(ErrorKind.CALLER_CONFLICT, reason);
    }
}
