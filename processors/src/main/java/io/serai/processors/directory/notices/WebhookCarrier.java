package io.serai.processors.directory.notices;

import io.serai.processors.directory.Outbox.Due;
import io.serai.processors.directory.WebhookAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/**
 * Posts notices to web hooks, signed. A host is looked at each time, and connected to at the address that was looked at; where it points
 * elsewhere, nobody follows.
 */
public final class WebhookCarrier implements Carrier {

    private static final int REDIRECTION = 300;
    private static final int SUCCESS = 200;

    private final WebhookAddress addresses;
    private final PublicAddresses internet;
    private final Post post;
    private final Clock clock;

    /** @param addresses that web hooks may have, with the hosts that the operator allows */
    public WebhookCarrier(WebhookAddress addresses, Clock clock) {
        this(addresses, clock, InetAddress::getAllByName, new HttpPost(Duration.ofSeconds(5)));
    }

    WebhookCarrier(WebhookAddress addresses, Clock clock, PublicAddresses.Resolver resolver, Post post) {
        this.addresses = addresses;
        this.internet = new PublicAddresses(resolver);
        this.post = post;
        this.clock = clock;
    }

    @Override
    public void carry(Due notice) throws DeliveryException {
        if (notice.secret().isEmpty()) {
            throw new DeliveryException("the web hook has no secret that can be read");
        }
        URI url = checked(notice.address());
        InetAddress address = addresses.isAllowed(url) ? internet.any(url.getHost())[0] : internet.of(url.getHost());
        byte[] body = notice.body().getBytes(StandardCharsets.UTF_8);
        String head = "x-serai-event: " + notice.event() + "\r\nx-serai-delivery: " + notice.id() + "\r\n"
                + WebhookSignature.HEADER + ": "
                + WebhookSignature.header(notice.secret(), clock.instant().getEpochSecond(), body) + "\r\n";
        answered(status(url, address, head, body));
    }

    /** Also what was checked when it was written: the operator may have taken a host back since. */
    private URI checked(String address) throws DeliveryException {
        try {
            return addresses.check(address);
        } catch (RuntimeException e) {
            throw new DeliveryException("the address is refused: " + e.getMessage());
        }
    }

    private int status(URI url, InetAddress address, String head, byte[] body) throws DeliveryException {
        try {
            return post.status(url, address, head, body);
        } catch (IOException e) {
            throw new DeliveryException("no answer: " + e.getClass().getSimpleName());
        }
    }

    private static void answered(int status) throws DeliveryException {
        if (status < SUCCESS || status >= REDIRECTION) {
            throw new DeliveryException("the answer was HTTP " + status);
        }
    }
}
