package io.serai.providers.http;

import io.netty.channel.ConnectTimeoutException;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong below HTTP, in the words of the vocabulary. Messages name the provider, and never an address, a URL or a header; the
 * causes are not kept, for theirs do. Whoever needs them sets this class to debug.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static void onConnection(Throwable cause) {
        LOG.debug("a connection broke", cause);
    }

    static SeraiException connecting(String provider, Throwable cause) {
        LOG.debug("provider '{}': no connection", provider, cause);
        if (cause instanceof ConnectionPoolTooBusyException) {
            return new GatewayException(
                    ErrorKind.GATEWAY_OVERLOADED, "too many calls to provider '" + provider + "' are open");
        }
        if (cause instanceof ConnectTimeoutException || cause instanceof TimeoutException) {
            return new ProviderException(
                    ErrorKind.PROVIDER_TIMEOUT, "provider '" + provider + "' could not be connected to in time");
        }
        return unavailable(provider, connectingReason(cause));
    }

    private static String connectingReason(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "its host name is unknown";
        }
        if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
            return "the TLS handshake failed";
        }
        if (cause instanceof ConnectException) {
            return "it refused the connection";
        }
        return "no connection could be made";
    }

    /** A request that can't be written, as with a line break in a header. The cause may quote the header: not even debug says it. */
    static SeraiException unsendable(String provider, RuntimeException cause) {
        LOG.debug("provider '{}': request refused by {}", provider, cause.getClass());
        return new GatewayException(
                ErrorKind.GATEWAY_INTERNAL,
                "the request to provider '" + provider + "' could not be sent: are its headers and its API key valid?");
    }

    /** Between the request and the head of the answer. */
    static SeraiException unanswered(String provider, Throwable cause) {
        LOG.debug("provider '{}': no answer", provider, cause);
        if (isClosed(cause)) {
            return unavailable(provider, "it closed the connection without an answer");
        }
        return badResponse(provider, "sent an answer that is not valid HTTP");
    }

    /** After the head of the answer. */
    static SeraiException brokenOff(String provider, Throwable cause) {
        LOG.debug("provider '{}': broken off", provider, cause);
        return badResponse(provider, "broke off its answer");
    }

    static SeraiException tooLarge(String provider) {
        return badResponse(provider, "sent a larger answer than is allowed");
    }

    static SeraiException badResponse(String provider, String what) {
        return new ProviderException(ErrorKind.PROVIDER_BAD_RESPONSE, "provider '" + provider + "' " + what);
    }

    static SeraiException unavailable(String provider, String why) {
        return new ProviderException(
                ErrorKind.PROVIDER_UNAVAILABLE, "provider '" + provider + "' cannot be reached: " + why);
    }

    /** @param what was waited for, such as {@code the first token} */
    static SeraiException timeout(String provider, String what, Duration limit) {
        return new ProviderException(
                ErrorKind.PROVIDER_TIMEOUT,
                "provider '" + provider + "' took longer than " + words(limit) + " for " + what);
    }

    static SeraiException gone() {
        return new CallerException(ErrorKind.CALLER_GONE, "the client has gone");
    }

    static SeraiException interrupted() {
        return new GatewayException(ErrorKind.GATEWAY_DRAINING, "the gateway is stopping");
    }

    /** A connection that ended, whichever way. */
    static boolean isClosed(Throwable cause) {
        return cause instanceof HttpClosedException
                || (cause instanceof IOException && !(cause instanceof SSLException));
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
