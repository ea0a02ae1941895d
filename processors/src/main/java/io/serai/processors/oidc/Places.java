package io.serai.processors.oidc;

import java.util.Optional;

/**
 * Where callers belong: turns what a mapping yields, an id or a name, into an id of the directory. Empty for what does not exist or has been
 * closed.
 */
public interface Places {

    /** Takes everything for an id: for applications without a directory. */
    Places AS_WRITTEN = new Places() {
        @Override
        public Optional<String> tenant(String idOrName) {
            return Optional.of(idOrName);
        }

        @Override
        public Optional<String> team(String tenant, String idOrName) {
            return Optional.of(idOrName);
        }

        @Override
        public Optional<String> app(String tenant, String idOrName) {
            return Optional.of(idOrName);
        }

        @Override
        public boolean isHome(String tenant) {
            return true;
        }
    };

    Optional<String> tenant(String idOrName);

    /**
     * A team.
     *
     * @param tenant the id of its tenant
     */
    Optional<String> team(String tenant, String idOrName);

    /**
     * An application.
     *
     * @param tenant the id of its tenant
     */
    Optional<String> app(String tenant, String idOrName);

    /** Whether a tenant is that of those who run the gateway: tokens of others never make somebody an administrator of all tenants. */
    boolean isHome(String tenant);
}
