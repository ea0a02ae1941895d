package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.api.error.CallerException;
import io.serai.processors.store.Database.Kind;
import io.serai.processors.store.DatabaseKit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /v1/usage}: everybody his own, whatever he asks for. */
class CallerUsageTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static DatabaseKit kit;
    private static DefaultCamelContext camel;

    @BeforeAll
    static void book(@TempDir Path folder) throws Exception {
        kit = DatabaseKit.fresh(Kind.H2);
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("usages", Usages.class, new Usages(kit.database()));
        try (Bookkeeping books = Bookkeeping.open(
                JournalSettings.in(folder), kit.database(), Duration.ofSeconds(30), InstantSource.system())) {
            settle(books, line("r1", "ten_a", "app_1", "", "fast"), 100);
            settle(books, line("r2", "ten_a", "app_1", "usr_1", "slow"), 20);
            settle(books, line("r3", "ten_a", "app_2", "", "fast"), 3);
            settle(books, line("r4", "ten_b", "app_1", "", "fast"), 7);
        }
    }

    @AfterAll
    static void close() throws Exception {
        camel.close();
        kit.close();
    }

    private static Line line(String request, String tenant, String app, String user, String asked) {
        long at = NOW.minusSeconds(60).toEpochMilli();
        return new Line(request, 1, tenant, "", app, "", user, asked, "openai", "m", Operation.CHAT, Set.of(), at);
    }

    private static void settle(Bookkeeping books, Line line, long cost) {
        books.ledger().reserve(line, Lines.nanos(cost));
        books.ledger().settle(line, Lines.charge(cost));
    }

    private static String ask(String app, String user, Map<String, String> query) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(
                CallNames.CALLER,
                new Caller(
                        "ten_a",
                        "",
                        app,
                        "key_1",
                        user,
                        Set.of(Role.APPLICATION),
                        Set.of(),
                        List.of(),
                        Set.of(),
                        Map.of()));
        exchange.setVariable("query", query);
        new CallerUsage(Clock.fixed(NOW, ZoneOffset.UTC)).process(exchange);
        return new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8);
    }

    @Test
    void application_seesItsOwnOnly() {
        assertThat(ask("app_1", "", Map.of("by", "asked")))
                .contains("\"asked\":\"fast\",\"requests\":1", "\"cost\":\"0.0000001\"")
                .contains("\"asked\":\"slow\"")
                .contains("\"from\":\"2026-10-22T12:00:00Z\"");
        assertThat(ask("app_2", "", Map.of())).contains("\"cost\":\"0.000000003\"");
        assertThat(ask("app_3", "", Map.of("by", "asked"))).contains("\"data\":[]");
    }

    @Test
    void person_seesItsOwn_whateverTheApplication() {
        assertThat(ask("app_9", "usr_1", Map.of("by", "asked", "interval", "day")))
                .contains("\"asked\":\"slow\"")
                .doesNotContain("fast");
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, ten_b",
        "app, app_2",
        "by, tenant",
        "by, ''",
        "by, ' or 1=1 --",
        "interval, week",
        "limit, 0",
        "limit, x",
        "from, yesterday",
        "cursor, ' or 1=1"
    })
    void whatIsNotToBeAsked_isRefusedByName(String name, String value) {
        assertThatThrownBy(() -> ask("app_1", "", Map.of(name, value)))
                .isInstanceOf(CallerException.class)
                .satisfies(e -> assertThat(((CallerException) e).param()).contains(name));
    }
}
