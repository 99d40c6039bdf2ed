// Preloaded into every service: when the supervisor is gone (even by kill -9), the service ends itself.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
