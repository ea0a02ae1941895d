package io.serai.processors.oidc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A directory of users in memory. */
final class FakeUsers implements Users {

    private record Name(String issuer, String subject) {}

    private final Map<Name, KnownUser> users = new ConcurrentHashMap<>();
    final List<NewUser> created = new ArrayList<>();

    void put(String issuer, String subject, KnownUser user) {
        users.put(new Name(issuer, subject), user);
    }

    @Override
    public Optional<KnownUser> find(String issuer, String subject) {
        return Optional.ofNullable(users.get(new Name(issuer, subject)));
    }

    @Override
    public KnownUser create(NewUser user) {
        created.add(user);
        return users.computeIfAbsent(
                new Name(user.issuer(), user.subject()),
                name -> new KnownUser("usr_" + (users.size() + 1), user.tenant(), Standing.ACTIVE, List.of()));
    }
}
