import type { Need, Slots } from './types';

const event = (...names: string[]): Need => ({ as: 'event', names });
const trait = (...names: string[]): Need => ({ as: 'trait', names });

/** Everything that templates may need, the usual name first. */
export const slots = {
  $order: event('Order Completed', 'Order Paid', 'Order Placed', 'Purchase', 'Purchase Completed', 'Checkout Completed', 'Sale'),
  $refund: event('Order Refunded', 'Order Returned', 'Refund', 'Return'),
  $cart: event('Product Added', 'Added to Cart', 'Cart Updated', 'Add to Cart'),
  $view: event('Product Viewed', 'Viewed Product', 'Product Detail Viewed', 'View Item'),
  $transaction: event('Transaction Completed', 'Transaction', 'Payment Made', 'Transfer Completed'),
  $salary: event('Salary Received', 'Income Received', 'Direct Deposit'),
  $cardActivated: event('Card Activated', 'Card Issued'),
  $cardPayment: event('Card Payment', 'Card Used', 'Card Transaction'),
  $applicationStarted: event('Application Started', 'Loan Application Started', 'Form Started'),
  $applicationSubmitted: event('Application Submitted', 'Loan Application Submitted', 'Form Submitted'),
  $calculator: event('Calculator Used', 'Loan Calculator Used', 'Mortgage Calculator Used'),
  $login: event('Signed In', 'Login', 'Logged In', 'Sign In'),
  $signup: event('Signed Up', 'Account Created', 'Sign Up', 'Registration Completed', 'Trial Started'),
  $feature: event('Feature Used', 'Key Feature Used', 'Project Created', 'Document Created'),
  $limit: event('Limit Reached', 'Quota Reached', 'Paywall Viewed'),
  $paymentFailed: event('Payment Failed', 'Charge Failed', 'Invoice Payment Failed'),
  $invited: event('Member Invited', 'Invite Sent', 'User Invited', 'Teammate Invited'),
  $pricing: event('Pricing Viewed', 'Plan Viewed', 'Tariff Viewed'),
  $topup: event('Top-up Completed', 'Top Up', 'Recharge', 'Balance Recharged'),
  $bundle: event('Data Bundle Bought', 'Bundle Purchased', 'Package Bought'),
  $roaming: event('Roaming Started', 'Roaming Used', 'Roaming'),
  $call: event('Call Received', 'Support Call', 'Support Contacted', 'Ticket Opened'),
  $booking: event('Appointment Booked', 'Booking Made', 'Booking Completed', 'Reservation Made'),
  $noShow: event('Appointment Missed', 'No-show', 'Booking Missed'),
  $quoteSent: event('Quote Sent', 'Offer Sent', 'Proposal Sent'),
  $quoteAccepted: event('Quote Accepted', 'Offer Accepted', 'Proposal Accepted'),
  $review: event('Review Submitted', 'Product Reviewed', 'Rating Given', 'Survey Answered'),
  $install: event('Application Installed', 'App Installed', 'Install'),
  $open: event('Application Opened', 'App Opened', 'Session Started'),
  $crash: event('Application Crashed', 'App Crashed', 'Crash'),
  $tutorialStarted: event('Tutorial Started', 'Onboarding Started'),
  $tutorialDone: event('Tutorial Completed', 'Onboarding Completed'),
  $inApp: event('In-App Purchase', 'Product Purchased', 'Subscription Started', 'Order Completed'),
  $birthday: trait('birth_date', 'birthday', 'date_of_birth', 'dob'),
  $plan: trait('plan', 'subscription_plan', 'tier'),
  $trialEnds: trait('trial_ends_at', 'trial_end', 'trial_end_date'),
  $balance: trait('balance', 'account_balance', 'total_balance'),
  $contractEnds: trait('contract_ends_at', 'contract_end', 'contract_end_date', 'renewal_date'),
  $nextAppointment: trait('next_appointment_at', 'next_appointment', 'next_booking_at'),
  $renewal: trait('renewal_date', 'renews_at', 'contract_ends_at', 'policy_renewal_date'),
} as const satisfies Slots;

export type Slot = keyof typeof slots;
