package io.serai.examples.keycloak;

import io.serai.processors.oidc.Users;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows each subject by the name that its first token had. */
final class EverybodyByName implements Users {

    private final Map<String, KnownUser> users = new ConcurrentHashMap<>();

    @Override
    public Optional<KnownUser> find(String issuer, String subject) {
        return Optional.ofNullable(users.get(issuer + " " + subject));
    }

    @Override
    public KnownUser create(NewUser user) {
        return users.computeIfAbsent(
                user.issuer() + " " + user.subject(),
                name -> new KnownUser("usr_" + user.name(), user.tenant(), Standing.ACTIVE, List.of()));
    }
}
