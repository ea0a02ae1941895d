package io.serai.processors.oidc;

import io.serai.api.caller.Role;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an issuer's claims mean here. Of several rules for one thing the first that yields something counts; roles and tags are those of all
 * rules together. Nothing is assumed: a token that no rule gives a tenant belongs nowhere.
 *
 * @param app the application that the token was given to, or that it stands for
 * @param machine what tells the token of a machine from a person's; a machine is known by its application alone
 * @param name what a person is to be called
 */
record Mapping(
        List<ClaimRule> tenant,
        List<ClaimRule> team,
        List<ClaimRule> app,
        Optional<ClaimRule> machine,
        List<ClaimRule> name,
        List<ClaimRule> roles,
        List<ClaimRule> tags,
        Map<String, ClaimRule> attributes) {

    Mapping {
        tenant = List.copyOf(tenant);
        team = List.copyOf(team);
        app = List.copyOf(app);
        name = List.copyOf(name);
        roles = List.copyOf(roles);
        tags = List.copyOf(tags);
        attributes = Map.copyOf(attributes);
    }

    /** Who holds a token. */
    enum Holder {
        PERSON,
        MACHINE
    }

    /** What the rules make of a token; texts are empty where they make nothing. */
    record Mapped(
            Holder holder,
            String tenant,
            String team,
            String app,
            String name,
            Set<Role> roles,
            Set<String> tags,
            Map<String, String> attributes) {}

    /**
     * Applies the rules.
     *
     * @throws io.serai.api.error.CallerException 403, where a token belongs to two tenants, teams or applications at once
     */
    Mapped apply(Map<String, Object> claims) {
        return new Mapped(
                machine.isPresent() && !machine.get().values(claims).isEmpty() ? Holder.MACHINE : Holder.PERSON,
                only(tenant, claims, "tenant"),
                only(team, claims, "team"),
                only(app, claims, "application"),
                first(name, claims).stream().findFirst().orElse(""),
                roles(claims),
                all(tags, claims),
                attributes(claims));
    }

    private static String only(List<ClaimRule> rules, Map<String, Object> claims, String what) {
        Set<String> values = first(rules, claims);
        if (values.size() > 1) {
            throw Refusals.forbidden("The bearer token names more than one " + what + ".");
        }
        return values.isEmpty() ? "" : values.iterator().next();
    }

    private static Set<String> first(List<ClaimRule> rules, Map<String, Object> claims) {
        for (ClaimRule rule : rules) {
            Set<String> values = rule.values(claims);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return Set.of();
    }

    private static Set<String> all(List<ClaimRule> rules, Map<String, Object> claims) {
        Set<String> values = new LinkedHashSet<>();
        rules.forEach(rule -> values.addAll(rule.values(claims)));
        return values;
    }

    private Set<Role> roles(Map<String, Object> claims) {
        Set<Role> found = EnumSet.noneOf(Role.class);
        all(roles, claims).forEach(label -> Role.of(label).ifPresent(found::add));
        return found;
    }

    private Map<String, String> attributes(Map<String, Object> claims) {
        Map<String, String> values = new LinkedHashMap<>();
        attributes.forEach((name, rule) -> {
            Set<String> found = rule.values(claims);
            if (!found.isEmpty()) {
                values.put(name, String.join(",", found));
            }
        });
        return values;
    }
}
