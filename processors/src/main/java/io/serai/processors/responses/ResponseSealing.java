package io.serai.processors.responses;

import java.util.Optional;

/** How answers are made unreadable for whoever keeps them. Thread-safe. */
public interface ResponseSealing {

    /** What may leave this process. */
    byte[] seal(String scope, StoredResponse response);

    /** The answer again; empty where it was not sealed for this scope and id, by a key that is known. */
    Optional<StoredResponse> open(String scope, String id, byte[] sealed);
}
