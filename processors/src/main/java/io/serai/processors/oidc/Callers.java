package io.serai.processors.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.oidc.IssuerSettings.NewUsers;
import io.serai.processors.oidc.Mapping.Holder;
import io.serai.processors.oidc.Mapping.Mapped;
import io.serai.processors.oidc.Users.Grant;
import io.serai.processors.oidc.Users.KnownUser;
import io.serai.processors.oidc.Users.NewUser;
import io.serai.processors.oidc.Users.Standing;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes callers of the claims of one issuer's good tokens: who the directory says they are, with the rights that the mapping gives them. */
final class Callers {

    private final String issuer;
    private final Mapping mapping;
    private final NewUsers newUsers;
    private final Users users;
    private final Places places;

    Callers(IssuerSettings settings, Users users, Places places) {
        this.issuer = settings.name();
        this.mapping = settings.mapping();
        this.newUsers = settings.newUsers();
        this.users = users;
        this.places = places;
    }

    /**
     * The caller.
     *
     * @throws io.serai.api.error.CallerException 403, where it belongs nowhere here
     */
    Caller caller(JWTClaimsSet claims, TokenHash hash) {
        Mapped mapped = mapping.apply(claims.toJSONObject());
        String tenant = place(mapped.tenant(), places.tenant(mapped.tenant()), "tenant");
        String team = mapped.team().isEmpty() ? "" : place(mapped.team(), places.team(tenant, mapped.team()), "team");
        String app = mapped.app().isEmpty() ? "" : place(mapped.app(), places.app(tenant, mapped.app()), "application");
        return mapped.holder() == Holder.MACHINE
                ? machine(mapped, hash, tenant, team, app)
                : person(mapped, hash, tenant, team, app, user(claims.getSubject(), tenant, team, mapped.name()));
    }

    private Caller machine(Mapped mapped, TokenHash hash, String tenant, String team, String app) {
        if (app.isEmpty()) {
            throw Refusals.forbidden("The bearer token is that of a machine which belongs to no application here.");
        }
        Set<Role> roles = mapped.roles().isEmpty() ? Set.of(Role.APPLICATION) : mapped.roles();
        return caller(mapped, hash, new Place(tenant, team, app), "", roles);
    }

    private Caller person(Mapped mapped, TokenHash hash, String tenant, String team, String app, KnownUser user) {
        String own = team.isEmpty() ? onlyTeam(user) : team;
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(mapped.roles());
        for (Grant grant : user.granted()) {
            if (grant.team().isEmpty() || grant.team().equals(own)) {
                roles.add(grant.role());
            }
        }
        return caller(mapped, hash, new Place(tenant, own, app), user.id(), roles);
    }

    /** The team of somebody who has roles in one only. */
    private static String onlyTeam(KnownUser user) {
        List<String> teams = user.granted().stream()
                .map(Grant::team)
                .filter(team -> !team.isEmpty())
                .distinct()
                .toList();
        return teams.size() == 1 ? teams.get(0) : "";
    }

    private record Place(String tenant, String team, String app) {}

    private Caller caller(Mapped mapped, TokenHash hash, Place place, String user, Set<Role> roles) {
        Set<Role> allowed = EnumSet.noneOf(Role.class);
        allowed.addAll(roles);
        if (!places.isHome(place.tenant())) {
            allowed.remove(Role.PLATFORM_ADMIN);
        }
        return new Caller(
                place.tenant(),
                place.team(),
                place.app(),
                "",
                user,
                allowed,
                Set.of(),
                List.of(),
                mapped.tags(),
                attributes(mapped, hash));
    }

    private static String place(String named, Optional<String> found, String what) {
        if (named.isEmpty() || found.isEmpty()) {
            throw Refusals.forbidden("The bearer token belongs to no " + what + " here.");
        }
        return found.get();
    }

    private KnownUser user(String subject, String tenant, String team, String name) {
        Optional<KnownUser> known = users.find(issuer, subject);
        if (known.isEmpty() && newUsers == NewUsers.CREATED) {
            known = Optional.of(users.create(new NewUser(issuer, subject, tenant, team, name)));
        }
        KnownUser user = known.orElseThrow(() -> Refusals.forbidden("The bearer token belongs to no user here."));
        if (user.standing() != Standing.ACTIVE) {
            throw Refusals.forbidden("The user of the bearer token has been suspended.");
        }
        // Otherwise whoever may set a claim at the issuer could move somebody into another tenant.
        if (!user.tenant().equals(tenant)) {
            throw Refusals.forbidden("The user of the bearer token belongs to another tenant.");
        }
        return user;
    }

    private Map<String, String> attributes(Mapped mapped, TokenHash hash) {
        Map<String, String> attributes = new HashMap<>(mapped.attributes());
        attributes.put(TokenFacts.ISSUER, issuer);
        attributes.put(TokenFacts.TOKEN, hash.text());
        return attributes;
    }
}
