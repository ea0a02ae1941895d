package io.serai.processors.oidc;

import io.serai.api.caller.Role;
import java.util.List;
import java.util.Optional;

/**
 * The persons that the gateway knows, by issuer and subject. Nothing else names them: an e-mail address is what its provider says it is, and
 * whoever can set one there would take over the account of its owner here. Asked when a token is seen for the first time, not on each call.
 */
public interface Users {

    /**
     * Who is bound to a subject.
     *
     * @throws io.serai.api.error.GatewayException 503, where that can't be told just now
     */
    Optional<KnownUser> find(String issuer, String subject);

    /**
     * Makes a user of a subject; where another node has just done so, the one that it made. The new user has no rights of its own.
     *
     * @throws io.serai.api.error.GatewayException 503, where that can't be done just now
     */
    KnownUser create(NewUser user);

    /**
     * Somebody who has been here before.
     *
     * @param id such as {@code usr_…}: the same for all of somebody's keys and tokens
     * @param tenant the id of the user's tenant
     * @param granted roles that were given to the user here, beside those that tokens bring
     */
    record KnownUser(String id, String tenant, Standing standing, List<Grant> granted) {

        public KnownUser {
            granted = List.copyOf(granted);
        }
    }

    /**
     * A role that somebody was given.
     *
     * @param team the id of the team that it is good for, or empty for the whole tenant
     */
    record Grant(Role role, String team) {}

    /** Whether somebody may come in. */
    enum Standing {
        ACTIVE,
        SUSPENDED
    }

    /**
     * Somebody seen for the first time.
     *
     * @param tenant the id of the tenant
     * @param team the id of the team, or empty
     * @param name to be shown to others; may be empty, and is not unique
     */
    record NewUser(String issuer, String subject, String tenant, String team, String name) {}
}
