package io.serai.gateway.admin;

import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.Keys;
import io.serai.processors.identity.Networks;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Rights;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a key is to be like, as a request says it. */
final class KeyFields {

    private KeyFields() {}

    static Keys.Spec read(Fields body) {
        return new Keys.Spec(
                body.text("name"),
                scopes(body),
                body.texts("models"),
                networks(body),
                Set.copyOf(body.texts("tags")),
                instant(body, "expires_at"));
    }

    /** Of what the request does not say, that which is. */
    static Keys.Spec read(Fields body, ApiKeyRecord now) {
        return new Keys.Spec(
                body.text("name", now.name()),
                body.has("scopes") ? scopes(body) : now.scopes(),
                body.has("models") ? body.texts("models") : now.models(),
                body.has("networks") ? networks(body) : now.networks(),
                body.has("tags") ? Set.copyOf(body.texts("tags")) : now.tags(),
                body.has("expires_at") ? instant(body, "expires_at") : now.expiresAt());
    }

    /** All as it is. */
    static Keys.Spec asIs(ApiKeyRecord now) {
        return read(new Fields(Map.of()), now);
    }

    private static Set<String> scopes(Fields body) {
        for (String scope : body.texts("scopes")) {
            boolean known = scope.equals(Rights.MODELS_SCOPE)
                    || scope.equals(Rights.ADMIN_SCOPE)
                    || Right.of(scope).isPresent();
            if (!known) {
                throw ProblemException.badField("scopes", "there is no scope '" + scope + "'");
            }
        }
        return Set.copyOf(body.texts("scopes"));
    }

    private static List<String> networks(Fields body) {
        try {
            Networks.of(body.texts("networks"));
            return body.texts("networks");
        } catch (IllegalArgumentException e) {
            throw ProblemException.badField("networks", String.valueOf(e.getMessage()));
        }
    }

    static Optional<Instant> instant(Fields body, String name) {
        try {
            return body.maybeText(name).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw ProblemException.badField(name, "expected an instant such as 2027-01-01T00:00:00Z");
        }
    }
}
