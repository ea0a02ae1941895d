package io.serai.processors.directory;

import io.serai.api.caller.Role;
import io.serai.processors.directory.Keys.NewSecret;
import io.serai.processors.directory.Keys.Spec;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The first administrator of a new gateway, and its key. */
final class Founding {

    /** Of several nodes that begin at once, the second waits for the first. */
    private static final String LOCK = "select id from tenant where id = :id for update";

    private static final String ADMINISTRATORS = "select count(*) from role_binding where role = 'platform_admin'";

    private static final String BY = "gateway";

    private final Writes writes;
    private final Users users;
    private final Keys keys;
    private final Roles roles;

    Founding(Writes writes, Users users, Keys keys, Roles roles) {
        this.writes = writes;
        this.users = users;
        this.keys = keys;
        this.roles = roles;
    }

    Optional<ApiKeyRecord> found(NewSecret secret) {
        return writes.<ApiKeyRecord>write("secret", handle -> {
                    handle.createQuery(LOCK)
                            .bind("id", Tenant.HOME)
                            .mapTo(String.class)
                            .one();
                    return isFounded(handle)
                            ? new Outcome.Refused<>("There is an administrator.")
                            : make(handle, secret);
                })
                .done();
    }

    private static boolean isFounded(Handle handle) {
        return handle.createQuery(ADMINISTRATORS).mapTo(Long.class).one() > 0;
    }

    private Outcome<ApiKeyRecord> make(Handle handle, NewSecret secret) {
        User user = users.create(
                        handle, Tenant.HOME, Optional.empty(), new Users.Spec("First administrator", "", Status.ACTIVE))
                .orThrow();
        Holder holder = new Holder(HolderKind.USER, user.id());
        roles.give(handle, Tenant.HOME, holder, Role.PLATFORM_ADMIN, "", BY).orThrow();
        Spec spec = new Spec("First key", Set.of(), List.of(), List.of(), Set.of(), Optional.empty());
        return keys.create(handle, Tenant.HOME, holder, spec, secret, BY);
    }
}
