package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.identity.Delegation.Asked;
import io.serai.processors.identity.Delegation.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F13: nobody makes a key or a user that may do more than its maker. */
class DelegationTest {

    private static Asked asked(String tenant, String team, Role... roles) {
        return new Asked(tenant, team, "", Set.of(roles), Set.of(), List.of(), Bounds.NONE);
    }

    private static Optional<String> refused(Caller creator, Asked asked) {
        return Delegation.check(creator, Bounds.NONE, asked).map(Delegation.Refusal::field);
    }

    @ParameterizedTest
    @CsvSource({
        "PLATFORM_ADMIN, PLATFORM_ADMIN TENANT_ADMIN TEAM_LEAD DEVELOPER VIEWER APPLICATION",
        "TENANT_ADMIN, TENANT_ADMIN TEAM_LEAD DEVELOPER VIEWER APPLICATION",
        "TEAM_LEAD, TEAM_LEAD DEVELOPER VIEWER APPLICATION",
        "DEVELOPER, DEVELOPER APPLICATION",
        "VIEWER, ''",
        "APPLICATION, ''"
    })
    void role_isGivenByWhoHasItOrMore(Role creator, String given) {
        Caller caller = Callers.user("ten_1", "team_1", "usr_1", creator);
        for (Role role : Role.values()) {
            boolean may = Arrays.asList(given.split(" ")).contains(role.name());
            assertThat(refused(caller, asked("ten_1", "team_1", role)).isEmpty())
                    .as("%s by %s", role, creator)
                    .isEqualTo(may);
        }
    }

    /** Whatever is given can do nothing, to anything, that its giver can't. */
    @Test
    void role_given_reachesNoFartherThanItsGiver() {
        for (Role giver : Role.values()) {
            Caller creator = Callers.of("ten_1", "team_1", giver);
            for (Role gift : Delegation.gifts(creator)) {
                Caller made = Callers.of("ten_1", "team_1", gift);
                for (Right right : Right.values()) {
                    for (Scope thing : List.of(
                            Scope.PLATFORM,
                            Scope.ofTenant("ten_1"),
                            Scope.of("ten_1", "team_1"),
                            Scope.of("ten_1", "team_2"),
                            Scope.ofTenant("ten_2"))) {
                        assertThat(!Rights.allows(made, right, thing) || Rights.allows(creator, right, thing))
                                .as("%s made by %s: %s", gift, giver, right)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void tenantAndTeam_ofOthers_areRefused() {
        Caller lead = Callers.user("ten_1", "team_1", "usr_1", Role.TEAM_LEAD);
        Caller admin = Callers.user("ten_1", "", "usr_1", Role.TENANT_ADMIN);
        Caller platform = Callers.user("ten_1", "", "usr_1", Role.PLATFORM_ADMIN);

        assertThat(refused(lead, asked("ten_2", "team_1", Role.VIEWER))).hasValue("tenant");
        assertThat(refused(lead, asked("ten_1", "team_2", Role.VIEWER))).hasValue("team");
        assertThat(refused(lead, asked("ten_1", "", Role.VIEWER))).hasValue("team");
        assertThat(refused(Callers.of("ten_1", "", Role.TEAM_LEAD), asked("ten_1", "", Role.VIEWER)))
                .hasValue("team");
        assertThat(refused(admin, asked("ten_2", "", Role.VIEWER))).hasValue("tenant");
        assertThat(refused(admin, asked("ten_1", "team_2", Role.VIEWER))).isEmpty();
        assertThat(refused(platform, asked("ten_2", "team_2", Role.TENANT_ADMIN)))
                .isEmpty();
    }

    @Test
    void key_thatActsAsSomebodyElse_isForAdministratorsToMake() {
        Asked asLead = new Asked("ten_1", "team_1", "usr_2", Set.of(Role.DEVELOPER), Set.of(), List.of(), Bounds.NONE);

        assertThat(refused(Callers.user("ten_1", "team_1", "usr_1", Role.DEVELOPER), asLead))
                .hasValue("user");
        assertThat(refused(Callers.user("ten_1", "team_1", "usr_2", Role.DEVELOPER), asLead))
                .isEmpty();
        assertThat(refused(Callers.user("ten_1", "", "usr_1", Role.TENANT_ADMIN), asLead))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', models, true",
        "admin, '', false",
        "admin, admin, true",
        "admin, keys:write, true",
        "admin, keys:read nodes:read, true",
        "admin, models, false",
        "admin, models:invoke, false",
        "admin models, models:invoke, true",
        "keys:write, keys:write, true",
        "keys:write, admin, false",
        "keys:write, keys:read, false",
        "models, '', false",
        "models, models, true",
        "models, models admin, false",
        "models, anything, false"
    })
    void scopes_areThoseOfTheMakerOrFewer(String own, String asked, boolean allowed) {
        Caller creator = Callers.narrowed(Callers.of("ten_1", "team_1", Role.PLATFORM_ADMIN), words(own), List.of());

        assertThat(refused(creator, new Asked("ten_1", "", "", Set.of(), words(asked), List.of(), Bounds.NONE)))
                .isEqualTo(allowed ? Optional.empty() : Optional.of("scopes"));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', smart, true",
        "smart, '', false",
        "smart, smart, true",
        "smart, smart*, false",
        "smart, smarter, false",
        "openai/*, openai/gpt-4o, true",
        "openai/*, openai/*, true",
        "openai/*, openai/gpt-*, true",
        "openai/*, *, false",
        "openai/gpt-*, openai/*, false",
        "openai/* fast, fast openai/o3, true",
        "openai/* fast, fast slow, false"
    })
    void models_areThoseOfTheMakerOrFewer(String own, String asked, boolean allowed) {
        Caller creator =
                Callers.narrowed(Callers.of("ten_1", "team_1", Role.PLATFORM_ADMIN), Set.of(), List.copyOf(words(own)));
        Asked key = new Asked("ten_1", "", "", Set.of(), Set.of(), List.copyOf(words(asked)), Bounds.NONE);

        assertThat(refused(creator, key)).isEqualTo(allowed ? Optional.empty() : Optional.of("models"));
    }

    /** In milliseconds; 0 is for ever. Networks of nobody are everywhere. */
    @ParameterizedTest
    @CsvSource({
        "0, '', 0, '', ''",
        "0, '', 9, 10.0.0.0/8, ''",
        "9, '', 9, '', ''",
        "9, '', 8, '', ''",
        "9, '', 10, '', expires_at",
        "9, '', 0, '', expires_at",
        "0, 10.0.0.0/8, 0, 10.0.0.0/8, ''",
        "0, 10.0.0.0/8, 0, 10.9.0.0/16 10.8.7.6, ''",
        "0, 10.0.0.0/8, 0, '', networks",
        "0, 10.0.0.0/8, 0, 0.0.0.0/0, networks",
        "0, 10.0.0.0/8, 0, 11.0.0.0/8, networks",
        "0, 10.0.0.0/8, 0, 10.0.0.0/8 11.0.0.0/8, networks",
        "0, 10.0.0.0/8 2001:db8::/32, 0, 2001:db8:1::/48, ''",
        "0, 10.0.0.0/8, 0, ::/0, networks"
    })
    void bounds_areWithinThoseOfTheMakersKey(long end, String from, long askedEnd, String askedFrom, String refused) {
        Caller lead = Callers.user("ten_1", "team_1", "usr_1", Role.TEAM_LEAD);
        Asked asked =
                new Asked("ten_1", "team_1", "", Set.of(Role.VIEWER), Set.of(), List.of(), bounds(askedEnd, askedFrom));

        assertThat(Delegation.check(lead, bounds(end, from), asked)
                        .map(Delegation.Refusal::field)
                        .orElse(""))
                .isEqualTo(refused);
    }

    private static Bounds bounds(long end, String networks) {
        return new Bounds(
                end == 0 ? KeyFacts.NEVER : end,
                Networks.of(networks.isEmpty() ? List.of() : List.of(networks.split(" "))));
    }
}
