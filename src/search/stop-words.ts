import type { Grammar } from './stem.ts';

/** Words that say little by themselves. They are indexed, for phrases and for titles like “Über uns”, but weigh little. */
export function isStopWord(word: string, grammar: Grammar): boolean {
	return stopWords[grammar].has(word);
}

/** Folded, as `fold` writes them: `fur`, `uber`, `wahrend`. */
const german = `
	aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei
	beim bin bis bist da damit dann das dasselbe dazu dass dein deine deinem deinen deiner deines dem demselben den
	denn denselben der deren derer derselbe derselben des desselben dessen dich die dies diese dieselbe dieselben
	diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einig einige einigem einigen
	einiger einiges einmal er es etwas euch euer eure eurem euren eurer eures fur gegen gewesen hab habe haben hat
	hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in indem ins ist jede jedem
	jeden jeder jedes jene jenem jenen jener jenes jetzt kann kein keine keinem keinen keiner keines konnen konnte
	machen man manche manchem manchen mancher manches mein meine meinem meinen meiner meines mich mir mit muss
	musste nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seines selbst sich sie
	sind so solche solchem solchen solcher solches soll sollte sondern sonst sowie um und uns unser unsere unserem
	unseren unserer unseres unter vom von vor war waren warst was weg weil welche welchem welchen welcher welches
	wenn werde werden wie wieder will wir wird wirst wo wollen wollte wahrend wurde wurden zu zum zur zwar zwischen
	uber`;

const english = `
	a about above after again all also am an and any are as at be because been before being below between both but
	by can could did do does doing down during each else ever every few for from further get got had has have having
	he her here hers him his how however i if in into is it its just least let like likely may me might more most
	must my neither no nor not of off often on once only or other our out over own rather said same say says she
	should since so some such than that the their them then there these they this those through to too under until
	up us very was we were what when where which while who whom why will with would yet you your`;

const stopWords: Record<Grammar, ReadonlySet<string>> = {
	de: new Set(german.trim().split(/\s+/)),
	en: new Set(english.trim().split(/\s+/)),
	plain: new Set(),
};
