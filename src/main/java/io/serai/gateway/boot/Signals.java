package io.serai.gateway.boot;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Hears Ctrl-C and its kin. The JDK tells of a second one by {@code sun.misc.Signal} alone, which javac warns of wherever it is named, so it
 * is named at run time.
 */
final class Signals {

    private static final String[] NAMES = {"INT", "TERM"};

    private Signals() {}

    /** Waits for the first signal. From then on a second one ends the process at once. */
    static void await() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        for (String name : NAMES) {
            handle(name, () -> {
                if (first.getCount() == 0) {
                    Runtime.getRuntime().halt(1);
                }
                first.countDown();
            });
        }
        first.await();
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM tells of no signals", e);
        }
    }
}
