package io.serai.processors.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.processors.identity.CredentialReader.QueryKey;
import io.serai.processors.identity.Credentials.Nothing;
import io.serai.processors.identity.Credentials.Shown;
import io.serai.processors.identity.Credentials.Token;
import io.serai.processors.identity.Credentials.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F25: exactly one credential, and one that could be one. */
class CredentialReaderTest {

    private static Shown read(QueryKey queryKey, List<String> query, String... headers) {
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : headers) {
            int colon = header.indexOf(':');
            all.computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>())
                    .add(header.substring(colon + 1));
        }
        return new CredentialReader(queryKey)
                .read(name -> all.getOrDefault(name, List.of()), name -> name.equals("key") ? query : List.of());
    }

    private static Shown read(String... headers) {
        return read(QueryKey.OFF, List.of(), headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization:Bearer tok-1",
                "Authorization:bearer tok-1",
                "AUTHORIZATION:BEARER tok-1",
                "x-api-key:tok-1",
                "X-Goog-Api-Key:tok-1"
            })
    void credential_inAnyOfItsPlaces_isFound(String header) {
        assertThat(read(header)).isEqualTo(new Token("tok-1"));
    }

    @Test
    void credential_inTheQuery_countsOnlyWhereThatIsOn() {
        assertThat(read(QueryKey.ON, List.of("tok-1"))).isEqualTo(new Token("tok-1"));
        assertThat(read(QueryKey.OFF, List.of("tok-1"))).isInstanceOf(Nothing.class);
        assertThat(read(QueryKey.ON, List.of("tok-1", "tok-1"))).isInstanceOf(Unfit.class);
        assertThat(read(QueryKey.ON, List.of("tok-1"), "x-api-key:tok-1")).isInstanceOf(Unfit.class);
        assertThat(read(QueryKey.ON, List.of(""))).isInstanceOf(Unfit.class);
    }

    @Test
    void noCredential_isNothing() {
        assertThat(read()).isInstanceOf(Nothing.class);
        assertThat(read("api-key:tok-1", "cookie:session=tok-1", "x-user:admin"))
                .isInstanceOf(Nothing.class);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                        List.of("authorization:"),
                        List.of("authorization: "),
                        List.of("authorization:Bearer"),
                        List.of("authorization:Bearer "),
                        List.of("authorization:Bearer  tok-1"),
                        List.of("authorization:Bearer tok-1 "),
                        List.of("authorization:Bearer\ttok-1"),
                        List.of("authorization:Bearer tok 1"),
                        List.of("authorization:Bearertok-1"),
                        List.of("authorization:Bearer tok-1,Bearer tok-2"),
                        List.of("authorization:Bearer tok-1, Bearer tok-1"),
                        List.of("authorization:Basic dTpw"),
                        List.of("authorization:tok-1"),
                        List.of("authorization:Bearer t\u00f6k"),
                        List.of("authorization:Bearer tok\u0000"),
                        List.of("authorization:Bearer " + "a".repeat(16_385)),
                        List.of("authorization:Bearer tok-1", "authorization:Bearer tok-1"),
                        List.of("authorization:Bearer tok-1", "Authorization:Bearer tok-2"),
                        List.of("authorization:Bearer tok-1", "authorization:"),
                        List.of("authorization:Bearer tok-1", "x-api-key:tok-1"),
                        List.of("authorization:Basic dTpw", "x-api-key:tok-1"),
                        List.of("authorization:", "x-api-key:tok-1"),
                        List.of("x-api-key:"),
                        List.of("x-api-key: "),
                        List.of("x-api-key:tok-1,tok-2"),
                        List.of("x-api-key:tok-1", "x-api-key:tok-1"),
                        List.of("x-api-key:tok-1", "x-goog-api-key:tok-1"),
                        List.of("x-api-key:", "x-goog-api-key:tok-1"),
                        List.of("x-goog-api-key:tok\n1"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void credential_thatIsNoneOrOneTooMany_isUnfit(List<String> headers) {
        assertThat(read(headers.toArray(String[]::new))).isInstanceOf(Unfit.class);
    }
}
