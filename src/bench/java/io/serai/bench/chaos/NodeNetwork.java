package io.serai.bench.chaos;

import io.serai.bench.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How nodes reach each other. Where their network is to break, each has an address of its own, which Linux has plenty of, and is reached
 * through a gate: so it is known who wants to reach whom.
 */
final class NodeNetwork implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int FIRST_HOST = 11;

    private final List<Place> places = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();

    /**
     * Where a node is.
     *
     * @param host its address
     * @param port on which it listens for other nodes
     * @param reached the port on which they find it
     */
    record Place(String host, int port, int reached) {

        String address() {
            return host + ":" + reached;
        }
    }

    /** @param breakable whether it can be split */
    NodeNetwork(int nodes, boolean breakable) throws IOException {
        for (int i = 0; i < nodes; i++) {
            int port = Lab.freePort();
            if (breakable) {
                InetAddress host = InetAddress.getByName("127.0.0." + (FIRST_HOST + i));
                Gate gate = new Gate(host, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                gates.add(gate);
                places.add(new Place(host.getHostAddress(), port, gate.port()));
            } else {
                places.add(new Place(LOOPBACK, port, port));
            }
        }
    }

    Place place(int node) {
        return places.get(node);
    }

    /** All of them, as each node is told. */
    String members() {
        return places.stream().map(Place::address).collect(Collectors.joining(","));
    }

    /** From now on one node and the others do not reach each other. */
    void split(int lonely) {
        for (int i = 0; i < gates.size(); i++) {
            String host = places.get(lonely).host();
            boolean own = i == lonely;
            gates.get(i)
                    .fail(
                            Gate.Fault.SILENT,
                            from -> own || from.getHostAddress().equals(host));
        }
    }

    void heal() {
        gates.forEach(Gate::heal);
    }

    @Override
    public void close() throws IOException {
        for (Gate gate : gates) {
            gate.close();
        }
    }
}
