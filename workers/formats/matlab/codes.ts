/**
 * evaluated  text that Octave's load evaluates, and that is more than a function
 * native     a function handle that makes Octave's load open a library of native code
 * reach      a function that starts programs, evaluates text or connects when it is called
 * class      an object of a class that MATLAB does not come with
 */
export type MatlabCode = 'evaluated' | 'native' | 'reach' | 'class';
