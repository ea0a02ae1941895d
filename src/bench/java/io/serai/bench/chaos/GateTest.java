package io.serai.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MILLIS = 10_000;

    private ServerSocket server;
    private Gate gate;
    private Socket client;
    private Socket served;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, LOOPBACK);
        gate = new Gate(LOOPBACK, new InetSocketAddress(LOOPBACK, server.getLocalPort()));
        client = new Socket(LOOPBACK, gate.port());
        served = server.accept();
        client.setSoTimeout(MILLIS);
        served.setSoTimeout(MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
        gate.close();
        server.close();
    }

    private static String passed(Socket from, Socket to) throws IOException {
        from.getOutputStream().write("hello".getBytes(UTF_8));
        return new String(to.getInputStream().readNBytes(5), UTF_8);
    }

    @Test
    void gate_soundOrHealed_passesBothWays() throws IOException {
        assertThat(passed(client, served)).isEqualTo("hello");

        gate.fail(Gate.Fault.SILENT, from -> true);
        gate.heal();

        assertThat(passed(served, client)).isEqualTo("hello");
    }

    @Test
    void fail_silent_passesNothingUntilItIsHealed() throws IOException {
        gate.fail(Gate.Fault.SILENT, from -> true);
        served.setSoTimeout(50);
        assertThatThrownBy(() -> passed(client, served)).isInstanceOf(SocketTimeoutException.class);

        gate.heal();

        served.setSoTimeout(MILLIS);
        assertThat(served.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("hello");
    }

    @Test
    void fail_broken_endsConnectionsAndMakesNoNewOnes() throws IOException {
        gate.fail(Gate.Fault.BROKEN, from -> true);

        assertThat(isOver(client)).isTrue();
        try (Socket late = new Socket(LOOPBACK, gate.port())) {
            late.setSoTimeout(MILLIS);
            assertThat(isOver(late)).isTrue();
        }
    }

    private static boolean isOver(Socket socket) throws SocketTimeoutException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void fail_forOthers_isNotFelt() throws IOException {
        gate.fail(Gate.Fault.BROKEN, from -> !from.equals(LOOPBACK));

        assertThat(passed(client, served)).isEqualTo("hello");
    }
}
