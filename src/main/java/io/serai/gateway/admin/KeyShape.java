package io.serai.gateway.admin;

import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.ApiKeyRecord.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key as answers show it: of its secrets their beginnings, and never their hashes. */
final class KeyShape {

    private KeyShape() {}

    static Map<String, Object> of(ApiKeyRecord key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", key.id());
        json.put("tenant", key.tenant());
        json.put("application", key.application());
        json.put("user", key.user());
        json.put("name", key.name());
        json.put("status", key.status().label());
        json.put("scopes", Shapes.sorted(key.scopes()));
        json.put("models", key.models());
        json.put("networks", key.networks());
        json.put("tags", Shapes.sorted(key.tags()));
        json.put("expires_at", Shapes.maybe(key.expiresAt()));
        json.put("created_by", key.createdBy());
        json.put("secrets", key.secrets().stream().map(KeyShape::of).toList());
        json.put("last_used_at", Shapes.maybe(key.lastUsedAt()));
        json.put("version", key.version());
        json.put("created_at", Shapes.instant(key.createdAt()));
        return json;
    }

    private static Map<String, Object> of(Secret secret) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shown", secret.shown());
        json.put("ends_at", Shapes.maybe(secret.endsAt()));
        json.put("created_at", Shapes.instant(secret.createdAt()));
        return json;
    }
}
