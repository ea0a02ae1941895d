package io.serai.gateway.admin;

import io.serai.api.caller.Caller;
import java.util.Optional;

/** As whom somebody calls. */
@FunctionalInterface
public interface Callers {

    /** The caller that a key, an application or a user is, by its id, if it were to call now. */
    Optional<Caller> find(String id);
}
