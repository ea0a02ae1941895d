package io.serai.processors.cache;

import static io.serai.processors.cache.CacheLab.request;
import static io.serai.processors.cache.CacheLab.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F65: who shares answers with whom. */
class CacheScopeTest {

    private final CacheLab lab = new CacheLab(FlightBoard.ALONE, CacheScope.SHARED);

    @AfterEach
    void stop() {
        lab.close();
    }

    private static Consumer<Exchange> as(String tenant, String team, String app, String key, String user) {
        Caller caller = new Caller(tenant, team, app, key, user, Set.of(), Set.of(), List.of(), Set.of(), Map.of());
        return exchange -> exchange.setProperty(CallNames.CALLER, caller);
    }

    /** Each column another caller, who differs from the first in one of what he belongs to, and alone in his tenant in all but the id. */
    @ParameterizedTest
    @CsvSource({
        "shared,      HIT,  HIT,  HIT,  HIT,  HIT",
        "tenant,      HIT,  HIT,  HIT,  HIT,  MISS",
        "team,        MISS, HIT,  HIT,  HIT,  MISS",
        "application, HIT,  MISS, HIT,  HIT,  MISS",
        "key,         HIT,  HIT,  MISS, HIT,  MISS",
        "user,        HIT,  HIT,  HIT,  MISS, MISS"
    })
    void scope_saysWhoSharesAnswers(
            String scope,
            CacheVerdict otherTeam,
            CacheVerdict otherApp,
            CacheVerdict otherKey,
            CacheVerdict otherUser,
            CacheVerdict otherTenant)
            throws Exception {
        lab.cache.setScope(scope);
        lab.cache.setMode("write");
        lab.start();
        lab.send(request("Hi"), as("ten_1", "team_1", "app_1", "key_1", "usr_1"));
        try (CacheLab reader = reader(scope)) {
            assertThat(List.of(
                            of(reader, as("ten_1", "team_2", "app_1", "key_1", "usr_1")),
                            of(reader, as("ten_1", "team_1", "app_2", "key_1", "usr_1")),
                            of(reader, as("ten_1", "team_1", "app_1", "key_2", "usr_1")),
                            of(reader, as("ten_1", "team_1", "app_1", "key_1", "usr_2")),
                            of(reader, as("ten_2", "team_1", "app_1", "key_1", "usr_1"))))
                    .containsExactly(otherTeam, otherApp, otherKey, otherUser, otherTenant);
            assertThat(of(reader, as("ten_1", "team_1", "app_1", "key_1", "usr_1")))
                    .isEqualTo(CacheVerdict.HIT);
        }
    }

    /** One that keeps nothing, so that no caller finds what another's probe has left. */
    private CacheLab reader(String scope) throws Exception {
        CacheLab reader = new CacheLab();
        reader.keepIn(lab.space);
        reader.cache.setScope(scope);
        reader.cache.setMode("read");
        return reader.start();
    }

    private static CacheVerdict of(CacheLab reader, Consumer<Exchange> caller) {
        return verdict(reader.send(request("Hi"), caller));
    }

    /** An id of one kind is none of another. */
    @Test
    void groups_ofOneId_areDifferentGroups() {
        Caller caller = new Caller("ten_1", "x", "x", "x", "x", Set.of(), Set.of(), List.of(), Set.of(), Map.of());

        assertThat(List.of(CacheScope.TEAM, CacheScope.APPLICATION, CacheScope.KEY, CacheScope.USER))
                .extracting(scope -> scope.of(caller).orElseThrow())
                .doesNotHaveDuplicates()
                .allMatch(scope -> scope.startsWith("ten_1/"));
    }

    @Test
    void callerWithoutAGroup_inACacheOfGroups_isLeftAlone() throws Exception {
        lab.cache.setScope("user");
        lab.start();

        for (int i = 0; i < 2; i++) {
            assertThat(of(lab, as("ten_1", "team_1", "", "key_1", ""))).isEqualTo(CacheVerdict.BYPASS);
        }
    }

    @Test
    void scopeWiderThanAllowed_stopsTheStart() {
        try (CacheLab narrow = new CacheLab()) {
            narrow.cache.setScope("shared");
            narrow.cache.setName("faq");

            assertThatThrownBy(narrow::start)
                    .rootCause()
                    .hasMessage("the cache faq has the scope shared, but the widest that is allowed here is tenant");
        }
    }
}
