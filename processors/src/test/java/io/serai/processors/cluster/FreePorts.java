package io.serai.processors.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Ports of this machine for whoever must know them before he listens. Not those that the system gives away itself (Linux: from 32768 on):
 * between the choice and the listening it could give one of them to any connection of another test.
 */
public final class FreePorts {

    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;

    private static final Random RANDOM = new Random();

    private FreePorts() {}

    /** So many different ones that nobody listens on. */
    public static List<Integer> of(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            int port = FIRST + RANDOM.nextInt(LAST - FIRST);
            if (isFree(port)) {
                ports.add(port);
            }
        }
        return new ArrayList<>(ports);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
        }
    }
}
