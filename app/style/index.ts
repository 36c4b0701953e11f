/** Order matters: values, then base, then parts. Views add their own sheets beside their components. */
import './tokens.css';
import './base.css';
import './controls.css';
import './frame.css';
import './rod.css';
