// Loaded into a command before anything else (NODE_OPTIONS=--import): the command sends itself the signal RAISED_SIGNAL
// as soon as a line of its progress matches RAISED_AT. So the signal comes at that moment at any pace of the machine.
const { write } = process.stderr;
const moment = new RegExp(process.env.RAISED_AT ?? "", "m");
let isRaised = false;

process.stderr.write = function (/** @type {unknown[]} */ ...words) {
  const result = Reflect.apply(write, process.stderr, words);
  if (!isRaised && moment.test(String(words[0]))) {
    isRaised = true;
    process.kill(process.pid, process.env.RAISED_SIGNAL);
  }
  return result;
};
