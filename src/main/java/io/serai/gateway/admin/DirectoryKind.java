package io.serai.gateway.admin;

import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.Map;
import java.util.Optional;

/**
 * One kind of thing in the directory, as the API shows and changes it.
 *
 * @param <T> the thing
 */
interface DirectoryKind<T> {

    /** How its operations are called. */
    Names names();

    /**
     * The words of a kind.
     *
     * @param plural the path, such as {@code applications}
     * @param variable of the path that is its id
     * @param type in the document, such as {@code Application}
     * @param kind in the audit log
     */
    record Names(String plural, String variable, String type, String kind, Right read, Right write) {

        /** Several of the type. */
        String types() {
            return type.endsWith("y") ? type.substring(0, type.length() - 1) + "ies" : type + "s";
        }
    }

    String id(T thing);

    /** Whose it is; empty where it is the platform's. */
    String tenant(T thing);

    long version(T thing);

    /** Whose it is, to somebody who wants something of it. */
    Scope scope(AdminCall call, T thing);

    Map<String, Object> shape(T thing);

    /** The thing with an id, whosever it is. */
    Optional<T> find(String id);

    /** @param extent what part of everything is listed; of it, {@link #scope} is asked once more for each */
    Page<T> list(AdminCall call, Extent extent);

    /** @throws ProblemException where the caller may not add such a thing there */
    Outcome<T> create(AdminCall call);

    /** @param now as it is, which the caller may change */
    Outcome<T> update(AdminCall call, T now);

    Outcome<T> delete(AdminCall call, T now);
}
