package io.serai.processors.directory.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.Outbox.Due;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.store.SettableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F6, F7: nobody makes the gateway call an address inside, in whatever way it is spelt. */
class WebhookAddressTest {

    private static final InetAddress PUBLIC = address("93.184.215.14");

    private final List<InetAddress> called = new ArrayList<>();
    private final WebhookAddress addresses = new WebhookAddress(Set.of("hooks.internal:8443", "plain.internal"));

    static Stream<String> forbidden() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(WebhookAddressTest.class.getResourceAsStream("forbidden-urls.txt")),
                StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void webhook_leadingInside_isNeverCalled_F6_F7(String url) {
        assertThrows(
                DeliveryException.class, () -> carrier(PublicNames::resolve).carry(due(url)));
        assertEquals(List.of(), called);
    }

    @Test
    void forbidden_isALongTable() throws IOException {
        assertTrue(forbidden().count() >= 120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/a/b?c=d",
                "https://hooks.example.com",
                "https://HOOKS.example.com:8443/",
                "https://xn--bcher-kva.example/hook"
            })
    void webhook_ofTheInternet_isCalledAtTheAddressThatWasLookedAt(String url) throws DeliveryException {
        carrier(host -> new InetAddress[] {PUBLIC}).carry(due(url));
        assertEquals(List.of(PUBLIC), called);
    }

    @Test
    void webhook_nameThatChangesItsMind_isResolvedOnce_F6() throws DeliveryException {
        List<String> asked = new ArrayList<>();
        carrier(host -> {
                    asked.add(host);
                    return new InetAddress[] {asked.size() == 1 ? PUBLIC : address("127.0.0.1")};
                })
                .carry(due("https://rebinding.example.com/"));
        assertEquals(List.of("rebinding.example.com"), asked);
        assertEquals(List.of(PUBLIC), called);
    }

    @Test
    void webhook_oneAddressOfSeveralIsInside_isNotCalled() {
        assertThrows(DeliveryException.class, () -> carrier(host -> new InetAddress[] {PUBLIC, address("10.0.0.7")})
                .carry(due("https://both.example.com/")));
        assertEquals(List.of(), called);
    }

    @Test
    void webhook_allowedByTheOperator_mayBeInside() throws DeliveryException {
        InetAddress inside = address("10.0.0.7");
        carrier(host -> new InetAddress[] {inside}).carry(due("https://hooks.internal:8443/x"));
        carrier(host -> new InetAddress[] {inside}).carry(due("http://plain.internal/x"));
        assertEquals(List.of(inside, inside), called);
        assertThrows(DeliveryException.class, () -> carrier(host -> new InetAddress[] {inside})
                .carry(due("https://hooks.internal:9/x")));
    }

    @Test
    void check_namesTheField() {
        assertEquals(
                Optional.of("address"),
                assertThrows(CallerException.class, () -> addresses.check("http://example.com/"))
                        .param());
        assertFalse(addresses.isAllowed(addresses.check("https://example.com/")));
    }

    private WebhookCarrier carrier(PublicAddresses.Resolver resolver) {
        return new WebhookCarrier(addresses, new SettableClock(), resolver, (url, address, head, body) -> {
            called.add(address);
            return 204;
        });
    }

    private static Due due(String url) {
        return new Due("ntc_1", "x", "{}", Channel.WEBHOOK, url, "a secret of some length", 1);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names as an attacker's own server would answer for them: {@code 10-0-0-1.rebind.example} is 10.0.0.1. Asks no real server. */
    private static final class PublicNames {

        static InetAddress[] resolve(String host) throws UnknownHostException {
            if (host.endsWith(".rebind.example")) {
                String name = host.substring(0, host.indexOf('.'));
                return new InetAddress[] {
                    InetAddress.getByName(name.contains("_") ? name.replace('_', ':') : name.replace('-', '.'))
                };
            }
            if (host.endsWith(".rebind6.example")) {
                return new InetAddress[] {
                    InetAddress.getByName(host.substring(0, host.indexOf('.')).replace('-', ':'))
                };
            }
            // Whatever gets here by mistake would be called.
            return new InetAddress[] {PUBLIC};
        }
    }
}
