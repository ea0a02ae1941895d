package io.serai.gateway.boot;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a failure of the exchange of what a step throws and Camel lets through: out of memory or stack, a failed assertion (4.18.0). Else the
 * exchange would count as running for ever, and a parallel split or multicast would wait for it.
 */
final class ThrownErrors implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor next) {
        return new Step(AsyncProcessorConverterHelper.convert(target));
    }

    private static final class Step extends DelegateAsyncProcessor {

        Step(AsyncProcessor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Outcome outcome = new Outcome(callback);
            boolean sync;
            try {
                sync = super.process(exchange, outcome);
            } catch (VirtualMachineError | AssertionError e) {
                exchange.setException(new CamelExecutionException("A step has thrown an error", exchange, e));
                callback.done(true);
                return true;
            }
            if (outcome.known) {
                callback.done(true);
                return true;
            }
            return sync;
        }
    }

    /** Keeps what is told while a step still runs: Camel's processors say that they are done, and then throw what they can't keep. */
    private static final class Outcome implements AsyncCallback {

        private final AsyncCallback callback;
        private boolean known;

        Outcome(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean sync) {
            if (sync) {
                known = true;
            } else {
                callback.done(false);
            }
        }
    }
}
