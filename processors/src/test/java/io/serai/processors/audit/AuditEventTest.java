package io.serai.processors.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.audit.AuditEvent.What;
import io.serai.processors.audit.AuditEvent.Who;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F29: what gets into an audit event is a list of names, whoever writes it. */
class AuditEventTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc",
                "serai_4bC",
                "xx serai_4bC",
                "sk-proj-1",
                "eyJhbGciOi.eyJzdWIi.c2ln",
                "AIzaSyA",
                "0123456789abcdef0123456789abcdef0",
                "What is the capital of France?",
                "{\"messages\":[]}",
                "line\nbreak",
                "nul\u0000",
                "schlüssel"
            })
    void text_thatIsNoName_isWithheldWhereverItIsPut(String text) {
        AuditEvent event = new AuditEvent(
                new Who(text, text, text, text),
                new What(text, text, text, text),
                Decision.DENIED,
                text,
                text,
                Map.of(Detail.REASON, text, Detail.MODEL, text));
        StoredRow row = StoredRow.of("chain", 1, 0, event);
        assertThat(row.toString()).doesNotContain(text);
        assertThat(row.details()).isEqualTo("{\"reason\":\"withheld\",\"model\":\"withheld\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "usr_0123456789abcdefABCDEF",
                "openai/gpt-4o",
                "*/*",
                "user:auth0|5f7c8ec7c33c6c004bbafe82",
                "a.b@example.com",
                "2001:db8::1",
                "/admin/v1/keys/{id}",
                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
            })
    void text_thatIsAName_isKept(String text) {
        What what = new What("key.read", "key", text, "");
        assertThat(what.id()).isEqualTo(text);
    }

    @Test
    void text_ofMoreThanTwoHundredCharacters_isWithheld() {
        assertThat(new What("a", "b", "c-".repeat(101), "").id()).isEqualTo("withheld");
        assertThat(new What("a", "b", "c-".repeat(100), "").id()).hasSize(200);
    }

    @Test
    void who_ofACaller_namesTheMostPowerfulRole() {
        Caller caller = new Caller(
                "ten_1",
                "",
                "",
                "key_1",
                "usr_1",
                Set.of(Role.DEVELOPER, Role.TEAM_LEAD),
                Set.of(),
                List.of(),
                Set.of(),
                Map.of());
        assertThat(Who.of(caller)).isEqualTo(new Who("user:usr_1", "ten_1", "key_1", "team_lead"));
        assertThat(Who.of(null)).isEqualTo(Who.NOBODY);
    }

    @Test
    void details_writtenAndRead_areTheSame() {
        Map<Detail, String> details = Map.of(Detail.FIELDS, "a,b", Detail.STATUS, "403", Detail.ROUTE, "/x/{id}");
        AuditEvent event = new AuditEvent(Who.GATEWAY, new What("a", "b", "c", "d"), Decision.ALLOWED, "", "", details);
        assertThat(DetailText.read(DetailText.of(event.details()))).isEqualTo(details);
        assertThat(DetailText.read("{}")).isEmpty();
    }
}
