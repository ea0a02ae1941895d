package io.serai.processors.directory;

import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.store.Changes;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** What belongs to an application, user or key, and goes with it. Each deletion is noted, so that all nodes forget what has gone. */
final class Belongings {

    static final String KEYS_OF_APPLICATION = "select id from api_key where application = :owner";
    static final String KEYS_OF_USER = "select id from api_key where owner = :owner";

    private static final String SUBSCRIPTIONS = "select id from subscription where application = :application";
    private static final String ROLES = "select id from role_binding where holder_kind = :kind and holder = :holder";

    private Belongings() {}

    /** @param select one of the two above */
    static void deleteKeys(Handle handle, String select, String owner) {
        List<String> keys = handle.createQuery(select)
                .bind("owner", owner)
                .mapTo(String.class)
                .list();
        keys.forEach(key -> deleteKey(handle, key));
    }

    static void deleteKey(Handle handle, String key) {
        deleteRoles(handle, HolderKind.KEY, key);
        handle.createUpdate("delete from key_secret where key_id = :id")
                .bind("id", key)
                .execute();
        handle.createUpdate("delete from api_key where id = :id")
                .bind("id", key)
                .execute();
        Changes.note(handle, "key", key);
    }

    /** Whether there is no such user, application or key in a tenant. */
    static boolean isForeign(Handle handle, String tenant, Holder holder) {
        return switch (holder.kind()) {
            case USER -> Users.USER.find(handle, tenant, holder.id()).isEmpty();
            case APPLICATION ->
                Applications.APPLICATION.find(handle, tenant, holder.id()).isEmpty();
            case KEY -> Keys.find(handle, tenant, holder.id()).isEmpty();
        };
    }

    static void deleteRoles(Handle handle, HolderKind kind, String holder) {
        List<String> roles = handle.createQuery(ROLES)
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("holder", holder)
                .mapTo(String.class)
                .list();
        for (String role : roles) {
            handle.createUpdate("delete from role_binding where id = :id")
                    .bind("id", role)
                    .execute();
            Changes.note(handle, "role", role);
        }
    }

    static void deleteSubscriptions(Handle handle, String application) {
        List<String> subscriptions = handle.createQuery(SUBSCRIPTIONS)
                .bind("application", application)
                .mapTo(String.class)
                .list();
        for (String subscription : subscriptions) {
            handle.createUpdate("delete from subscription where id = :id")
                    .bind("id", subscription)
                    .execute();
            Changes.note(handle, "subscription", subscription);
        }
    }
}
