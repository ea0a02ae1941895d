package io.serai.processors.oidc;

import io.serai.api.error.SeraiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.client.AuthorizationDeniedException;
import org.keycloak.authorization.client.AuthzClient;
import org.keycloak.authorization.client.Configuration;
import org.keycloak.authorization.client.util.HttpResponseException;
import org.keycloak.representations.idm.authorization.AuthorizationRequest;
import org.keycloak.representations.idm.authorization.Permission;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one realm's <a href="https://www.keycloak.org/docs/latest/authorization_services/">Authorization Services</a> which models there are
 * and, with a caller's own token, which of them the caller may call. Waits for the answers. Thread-safe.
 */
final class ModelPermissions {

    private static final Logger LOG = LoggerFactory.getLogger(ModelPermissions.class);

    private static final String MODEL = "model";

    /** What calling a model needs. */
    private static final String INVOKE = "invoke";

    /** For so long nobody waits for a server that did not answer. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 100;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    /** What the server says. */
    enum Verdict {
        PERMITTED,
        DENIED
    }

    private final AuthorizationSettings settings;
    private final Configuration configuration;
    private final InstantSource clock;
    private volatile @Nullable AuthzClient client;
    private volatile Instant awayUntil = Instant.MIN;

    ModelPermissions(AuthorizationSettings settings, ProviderHttp http, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.configuration = new Configuration(
                settings.server().toString(),
                settings.realm(),
                settings.client(),
                Map.of("secret", settings.secret().value()),
                new AuthzTransport(settings.server(), http, settings.timeout()));
    }

    /**
     * All resources of type {@code model} with the scope {@code invoke}: their ids by their names. They are asked about by id: a name may
     * look like an id, or like one of the words that Keycloak has for all resources of a type.
     *
     * @throws SeraiException 503, where the server can't be asked
     */
    Map<String, String> models() {
        try {
            Map<String, String> ids = new HashMap<>();
            for (int page = 0; page < MOST_PAGES; page++) {
                List<ResourceRepresentation> found = client().protection()
                        .resource()
                        .find(null, null, null, null, MODEL, INVOKE, false, false, true, page * PAGE, PAGE);
                found.forEach(resource -> ids.put(resource.getName(), resource.getId()));
                if (found.size() < PAGE) {
                    break;
                }
            }
            return ids;
        } catch (SeraiException e) {
            throw e;
        } catch (RuntimeException e) {
            throw away(e);
        }
    }

    /**
     * Whether the holder of a token may call a model.
     *
     * @param id of the model's resource
     * @throws SeraiException 401, where the server does not take the token any more, 503 where it can't be asked
     */
    Verdict mayInvoke(String token, String id) {
        AuthorizationRequest request = new AuthorizationRequest();
        request.addPermission(id, List.of(INVOKE));
        AuthorizationRequest.Metadata metadata = new AuthorizationRequest.Metadata();
        metadata.setResponseMode("decision");
        request.setMetadata(metadata);
        return ask(
                client -> {
                    client.authorization(token).authorize(request);
                    return Verdict.PERMITTED;
                },
                Verdict.DENIED);
    }

    /**
     * The ids of all resources with the scope that the holder of a token has.
     *
     * @throws SeraiException as {@link #mayInvoke}
     */
    Set<String> invocable(String token) {
        AuthorizationRequest request = new AuthorizationRequest();
        request.addPermission("", List.of(INVOKE));
        return ask(
                client -> {
                    Set<String> ids = new HashSet<>();
                    for (Permission permission : client.authorization(token).getPermissions(request)) {
                        ids.add(permission.getResourceId());
                    }
                    return ids;
                },
                Set.of());
    }

    private <T> T ask(Function<AuthzClient, T> question, T denied) {
        try {
            return question.apply(client());
        } catch (AuthorizationDeniedException e) {
            return denied;
        } catch (SeraiException e) {
            throw e;
        } catch (RuntimeException e) {
            HttpResponseException answer = answer(e);
            if (answer != null && answer.getStatusCode() == UNAUTHORIZED) {
                throw Refusals.invalid("is not accepted by its issuer any more");
            }
            if (answer != null && answer.getStatusCode() == BAD_REQUEST && isGone(answer)) {
                return denied;
            }
            throw away(e);
        }
    }

    /** Resources and scopes may have been removed since they were listed. */
    private static boolean isGone(HttpResponseException answer) {
        String error = answer.getBytes() == null ? "" : new String(answer.getBytes(), StandardCharsets.UTF_8);
        return error.contains("\"invalid_resource\"") || error.contains("\"invalid_scope\"");
    }

    private AuthzClient client() {
        Instant now = clock.instant();
        if (now.isBefore(awayUntil)) {
            throw Refusals.away(Duration.between(now, awayUntil));
        }
        AuthzClient known = client;
        if (known == null) {
            known = AuthzClient.create(configuration);
            client = known;
        }
        return known;
    }

    private SeraiException away(RuntimeException failure) {
        awayUntil = clock.instant().plus(PAUSE);
        HttpResponseException answer = answer(failure);
        LOG.warn(
                "Realm {} did not decide about a model: {}",
                settings.realm(),
                answer == null ? failure.toString() : "status " + answer.getStatusCode());
        return Refusals.away(PAUSE);
    }

    private static @Nullable HttpResponseException answer(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpResponseException answer) {
                return answer;
            }
        }
        return null;
    }
}
