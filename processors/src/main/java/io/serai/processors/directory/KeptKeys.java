package io.serai.processors.directory;

import io.serai.processors.directory.ApiKeyRecord.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keys, each with what opens it. */
final class KeptKeys implements Kept {

    @Override
    public String kind() {
        return "key";
    }

    @Override
    public void readAll(Handle handle, Snapshot into) {
        Map<String, List<Secret>> secrets = new HashMap<>();
        handle.createQuery(Sql.SECRETS)
                .map((row, context) -> Map.entry(row.getString("key_id"), Rows.SECRET.map(row, context)))
                .forEach(each -> secrets.computeIfAbsent(each.getKey(), key -> new ArrayList<>())
                        .add(each.getValue()));
        handle.createQuery(Sql.KEYS)
                .map((row, context) -> Rows.key(row, secrets.getOrDefault(row.getString("id"), List.of())))
                .forEach(key -> into.key(key.id(), key));
    }

    @Override
    public void read(Handle handle, String id, Snapshot into) {
        into.key(id, one(handle, id).orElse(null));
    }

    static Optional<ApiKeyRecord> one(Handle handle, String id) {
        List<Secret> secrets = handle.createQuery(Sql.SECRETS_OF_KEY)
                .bind("id", id)
                .map(Rows.SECRET)
                .list();
        return handle.createQuery(Sql.KEY)
                .bind("id", id)
                .map((row, context) -> Rows.key(row, secrets))
                .findOne();
    }
}
