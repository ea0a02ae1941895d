package io.serai.api.caller;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who calls. Made by authentication only, the same object for all calls by one key or token while that is known. Ids are those of the
 * directory; an empty text stands for none.
 *
 * @param tenant whose customer it is; never empty
 * @param team within the tenant, or empty
 * @param app the application, or empty
 * @param key the id of the key that was shown, never its secret; empty for tokens and certificates
 * @param user the person, or empty for a machine
 * @param roles what it may do
 * @param scopes what its key or token is narrowed to, such as {@code models} or {@code admin}; empty where it is not narrowed
 * @param models names of models that its key is narrowed to, each perhaps with a {@code *} at its end; empty where it is not narrowed
 * @param tags that all its calls carry
 * @param attributes further facts for rules, such as a token's claims
 */
public record Caller(
        String tenant,
        String team,
        String app,
        String key,
        String user,
        Set<Role> roles,
        Set<String> scopes,
        List<String> models,
        Set<String> tags,
        Map<String, String> attributes) {

    public Caller {
        if (tenant.isEmpty()) {
            throw new IllegalArgumentException("a caller belongs to a tenant");
        }
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        models = List.copyOf(models);
        tags = Set.copyOf(tags);
        attributes = Map.copyOf(attributes);
    }

    /** Whom limits, budgets and the audit log hold answerable: the person where there is one, however it signed in. */
    public String principal() {
        if (!user.isEmpty()) {
            return "user:" + user;
        }
        return app.isEmpty() ? "key:" + key : "app:" + app;
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether its key or token is good for a purpose: it is where it is narrowed to nothing. */
    public boolean mayUse(String scope) {
        return scopes.isEmpty() || scopes.contains(scope);
    }
}
