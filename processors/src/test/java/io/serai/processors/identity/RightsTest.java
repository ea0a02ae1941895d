package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.identity.Rights.Decision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** F12: every right, by every role, to things of every tenant and team. */
class RightsTest {

    /**
     * For each role, to what the right goes: p the platform's, f a foreign tenant's, n the own tenant's, o another team's, t the own team's.
     * In the order of {@link Role}.
     */
    private static final String EXPECTED =
            """
            models:invoke         pfnot not   not   not   -     not
            models:read           pfnot not   not   not   not   -
            tenants:read          pfnot not   not   not   not   -
            tenants:write         pfnot -     -     -     -     -
            teams:read            pfnot not   t     t     t     -
            teams:write           pfnot not   -     -     -     -
            apps:read             pfnot not   t     t     t     -
            apps:write            pfnot not   t     -     -     -
            keys:read             pfnot not   t     t     t     -
            keys:write            pfnot not   t     t     -     -
            tokens:read           pfnot not   -     -     -     -
            tokens:write          pfnot not   -     -     -     -
            users:read            pfnot not   t     -     -     -
            users:write           pfnot not   -     -     -     -
            subscriptions:read    pfnot not   t     t     t     -
            subscriptions:write   pfnot not   t     t     -     -
            subscriptions:decide  pfnot not   -     -     -     -
            visibility:write      pfnot -     -     -     -     -
            limits:read           pfnot not   t     t     t     -
            limits:write          pfnot not   -     -     -     -
            usage:read            pfnot not   t     t     t     -
            ledger:read           pfnot not   -     -     -     -
            ledger:write          pfnot -     -     -     -     -
            audit:read            pfnot not   -     -     -     -
            notifications:read    pfnot not   -     -     -     -
            notifications:write   pfnot not   -     -     -     -
            nodes:read            pfnot -     -     -     -     -
            cache:read            pfnot not   -     -     -     -
            cache:write           pfnot not   -     -     -     -
            faults:make           pfnot not   -     -     -     -
            effective:read        pfnot not   t     -     -     -
            """;

    private static final Map<Character, Scope> THINGS = Map.of(
            'p', Scope.PLATFORM,
            'f', Scope.of("ten_2", "team_1"),
            'n', Scope.ofTenant("ten_1"),
            'o', Scope.of("ten_1", "team_2"),
            't', Scope.of("ten_1", "team_1"));

    static Stream<Arguments> rows() {
        return EXPECTED.lines().flatMap(line -> {
            String[] cells = line.split("\\s+");
            return Arrays.stream(Role.values())
                    .map(role -> Arguments.of(
                            cells[0], role, cells[1 + List.of(Role.values()).indexOf(role)]));
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void right_ofRole_goesAsFarAsTheTableSays(String right, Role role, String expected) {
        Caller caller = Callers.of("ten_1", "team_1", role);
        THINGS.forEach((letter, thing) -> assertThat(
                        Rights.allows(caller, Right.of(right).orElseThrow(), thing))
                .as("%s of %s to %s", right, role, letter)
                .isEqualTo(expected.indexOf(letter) >= 0));
    }

    @Test
    void table_hasARowForEachRightAndACellForEachRole() {
        assertThat(EXPECTED.lines().map(line -> line.split("\\s+")[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Right.values()).map(Right::label).toList());
        Rights.all().forEach((right, row) -> assertThat(row).as(right.label()).containsOnlyKeys(Role.values()));
    }

    @Test
    void callerWithoutRoles_mayDoNothing() {
        Caller nobody = Callers.of("ten_1", "team_1");
        for (Right right : Right.values()) {
            THINGS.values().forEach(thing -> assertThat(Rights.decide(nobody, right, thing))
                    .isEqualTo(Decision.FORBIDDEN));
        }
    }

    @Test
    void team_ofTheSameNameInAnotherTenant_isForeign() {
        Caller lead = Callers.of("ten_1", "team_1", Role.TEAM_LEAD);

        assertThat(Rights.decide(lead, Right.KEYS_READ, Scope.of("ten_2", "team_1")))
                .isEqualTo(Decision.HIDDEN);
    }

    @Test
    void leadWithoutATeam_reachesNothingThatBelongsToNoTeam() {
        Caller lead = Callers.of("ten_1", "", Role.TEAM_LEAD);

        assertThat(Rights.allows(lead, Right.KEYS_WRITE, Scope.ofTenant("ten_1")))
                .isFalse();
        assertThat(Rights.allows(lead, Right.KEYS_WRITE, Scope.of("ten_1", "team_1")))
                .isFalse();
    }

    @Test
    void viewer_withoutATeam_readsAllOfTheTenant() {
        Caller viewer = Callers.of("ten_1", "", Role.VIEWER);

        assertThat(Rights.allows(viewer, Right.USAGE_READ, Scope.of("ten_1", "team_2")))
                .isTrue();
        assertThat(Rights.allows(viewer, Right.USAGE_READ, Scope.ofTenant("ten_2")))
                .isFalse();
    }

    @Test
    void refusal_tellsOfAThingOnlyToWhoMaySeeIt() {
        Caller developer = Callers.of("ten_1", "team_1", Role.DEVELOPER);

        assertThat(Rights.decide(developer, Right.APPS_WRITE, THINGS.get('t'))).isEqualTo(Decision.FORBIDDEN);
        assertThat(Rights.decide(developer, Right.APPS_WRITE, THINGS.get('f'))).isEqualTo(Decision.FORBIDDEN);
        assertThat(Rights.decide(developer, Right.KEYS_WRITE, THINGS.get('o'))).isEqualTo(Decision.HIDDEN);
        assertThat(Rights.decide(developer, Right.KEYS_READ, THINGS.get('f'))).isEqualTo(Decision.HIDDEN);
        Caller admin = Callers.of("ten_1", "", Role.TENANT_ADMIN);
        assertThat(Rights.decide(admin, Right.TEAMS_WRITE, THINGS.get('f'))).isEqualTo(Decision.HIDDEN);
        assertThat(Rights.decide(admin, Right.TENANTS_WRITE, THINGS.get('n'))).isEqualTo(Decision.FORBIDDEN);
    }

    @Test
    void severalRoles_theFarthestCounts() {
        Caller both = Callers.of("ten_1", "team_1", Role.VIEWER, Role.TENANT_ADMIN);

        assertThat(Rights.reach(both, Right.LIMITS_WRITE)).isEqualTo(Reach.TENANT);
        assertThat(Rights.reach(both, Right.MODELS_INVOKE)).isEqualTo(Reach.TENANT);
    }

    /** F13. */
    @Test
    void narrowedCaller_neverGetsMoreThanItsRoles() {
        for (Role role : Role.values()) {
            Caller whole = Callers.of("ten_1", "team_1", role);
            for (String scope : List.of("models", "admin", "keys:write", "nodes:read", "anything")) {
                Caller narrowed = Callers.narrowed(whole, Set.of(scope), List.of());
                for (Right right : Right.values()) {
                    assertThat(Rights.reach(narrowed, right)).isLessThanOrEqualTo(Rights.reach(whole, right));
                }
            }
        }
    }

    @Test
    void narrowedCaller_mayDoWhatItsScopesName() {
        Map<String, Set<Right>> expected = new LinkedHashMap<>();
        expected.put("models", Set.of(Right.MODELS_INVOKE));
        expected.put("keys:write", Set.of(Right.KEYS_WRITE));
        expected.put("keys", Set.of());
        expected.forEach((scope, rights) -> {
            Caller caller = Callers.narrowed(Callers.of("ten_1", "", Role.PLATFORM_ADMIN), Set.of(scope), List.of());
            assertThat(Arrays.stream(Right.values()).filter(right -> Rights.reach(caller, right) != Reach.NONE))
                    .as(scope)
                    .containsExactlyInAnyOrderElementsOf(rights);
        });
        Caller admin = Callers.narrowed(Callers.of("ten_1", "", Role.PLATFORM_ADMIN), Set.of("admin"), List.of());
        assertThat(Arrays.stream(Right.values()).filter(right -> Rights.reach(admin, right) == Reach.NONE))
                .containsExactly(Right.MODELS_INVOKE);
    }
}
